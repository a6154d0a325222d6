import { expect, test } from '@jest/globals'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'

const { system, alice, signedIn } = await startBrowserTest()

test('what was changed by menu, key or drag goes back by the toast and by Ctrl Z', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob')
  const project = await projects.create.mutate({
    workspaceId,
    key: 'WEB',
    name: 'Web',
    locale: 'en',
  })
  for (const title of ['One', 'Two', 'Three'])
    await tasks.create.mutate({ projectId: project.id, title })
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  const before = await at('WEB-2')

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/WEB/board`)
  const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
  const card = (name: string, title: string) =>
    column(name).getByRole('link', { name: title, exact: true })
  const titles = () => column('To do').locator('a[data-task]').allTextContents()

  await card('To do', 'Two').dragTo(column('In progress'))
  await card('In progress', 'Two').waitFor()
  await page.getByRole('button', { name: en.shell.undo }).click()
  await card('To do', 'Two').waitFor()
  expect(await titles()).toEqual(['One', 'Two', 'Three'])
  await page.getByText(en.tasks.undone('WEB-2')).first().waitFor()
  expect((await at('WEB-2')).statusId).toBe(before.statusId)

  await page.keyboard.press('Control+Shift+Z')
  await card('In progress', 'Two').waitFor()
  await page.keyboard.press('Control+z')
  await card('To do', 'Two').waitFor()

  await page.goto(`/w/${workspace}/p/WEB/list`)
  const row = page.getByRole('listitem').filter({ hasText: 'Two' })
  const pick = async (priority: string) => {
    await row
      .getByRole('button', { name: new RegExp(`^${en.tasks.priority}`) })
      .first()
      .click()
    await page.getByRole('menuitemradio', { name: priority }).click()
    await page.getByText(en.tasks.changedField('WEB-2', en.tasks.fields.priority)).first().waitFor()
  }
  await pick(en.tasks.priorities.urgent)
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.undone('WEB-2')).first().waitFor()
  expect((await at('WEB-2')).priority).toBe('none')

  await pick(en.tasks.priorities.low)
  const { id, version } = await at('WEB-2')
  await bob.trpc.task.tasks.change.mutate({ id, version, priority: 'high' })
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.undoOvertaken('WEB-2')).first().waitFor()
  expect((await at('WEB-2')).priority).toBe('high')
  await page.context().close()
})
