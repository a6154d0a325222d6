import { expect, test } from '@jest/globals'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'

const { alice, signedIn } = await startBrowserTest()

async function filled(key: string, count: number) {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({ workspaceId, key, name: key, locale: 'en' })
  const ids: string[] = []
  for (let nth = 1; nth <= count; nth += 1)
    ids.push((await tasks.create.mutate({ projectId: project.id, title: `Task ${nth}` })).id)
  const rows = async () =>
    (await tasks.list.query({ projectId: project.id })).items.map(({ priority, statusId }) => ({
      priority,
      status: project.statuses.find(({ id }) => id === statusId)?.name,
    }))
  return { project, ids, rows, tasks }
}

test('tasks of a list are chosen by key, range and box, and changed, thrown away and brought back together', async () => {
  const { rows } = await filled('LIST', 6)
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/LIST/list`)
  const link = (nth: number) => page.locator(`a[data-task="LIST-${nth}"]`)
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  const count = (of: number) => bar.getByText(en.tasks.selectedCount(of)).waitFor()

  await link(2).focus()
  await page.keyboard.press('x')
  await count(1)
  await page.keyboard.press('Shift+ArrowDown')
  await count(2)
  await link(5).click({ modifiers: ['Shift'] })
  await count(4)
  await page.getByText(en.tasks.selectedCount(4)).nth(1).waitFor({ state: 'attached' })
  await page.getByRole('checkbox', { name: en.tasks.select('LIST-3') }).uncheck()
  await count(3)

  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.urgent }).click()
  await page.getByText(en.tasks.changedCount(3)).waitFor()
  const priorities = async () => (await rows()).map(({ priority }) => priority)
  expect(await priorities()).toEqual(['none', 'urgent', 'none', 'urgent', 'urgent', 'none'])
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.undoneMany(3)).first().waitFor()
  expect(await priorities()).toEqual(Array(6).fill('none'))
  await page.keyboard.press('Control+Shift+Z')
  await page.getByText(en.tasks.changedCount(3)).waitFor()
  expect(await priorities()).toEqual(['none', 'urgent', 'none', 'urgent', 'urgent', 'none'])

  await count(3)
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+a')
  await count(6)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByText(en.tasks.selectedCount(6)).waitFor()
  await page.getByRole('option', { name: en.tasks.toTrash }).click()
  await link(1).waitFor({ state: 'hidden' })
  await bar.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: en.shell.undo }).click()
  await link(6).waitFor()
  expect((await rows()).length).toBe(6)
  await page.context().close()
})

test('cards of a board move together, and what refuses is named before the others are changed', async () => {
  const { ids, rows, tasks } = await filled('BULK', 3)
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/BULK/board`)
  const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
  await page.locator('a[data-task="BULK-1"]').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('s')
  await page.getByRole('menuitemradio', { name: 'Done' }).click()
  await page.getByText(en.tasks.changedCount(3)).waitFor()
  await column('Done').locator('a[data-task="BULK-3"]').waitFor()
  expect((await rows()).map(({ status }) => status)).toEqual(['Done', 'Done', 'Done'])

  // The screen does not hear of it in time.
  await page.route('**/tasks.board**', (route) => route.abort())
  await page.route('**/tasks.list**', (route) => route.abort())
  await tasks.trash.mutate({ id: ids[1] ?? '' })
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.high }).click()
  const dialog = page.getByRole('dialog', { name: en.tasks.refusedTitle(1, 3) })
  await dialog.getByText(en.tasks.refusals.in_trash).waitFor()
  await dialog.getByText('Task 2').waitFor()
  expect((await rows()).map(({ priority }) => priority)).toEqual(['none', 'none'])
  await dialog.getByRole('button', { name: en.tasks.applyToOthers(2) }).click()
  await page.getByText(en.tasks.changedCount(2)).waitFor()
  expect((await rows()).map(({ priority }) => priority)).toEqual(['high', 'high'])
  await page.context().close()
})

test('on a phone a button shows the boxes', async () => {
  const { rows } = await filled('TOUCH', 2)
  const { page, workspace } = await signedIn(alice)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/w/${workspace}/p/TOUCH/list`)
  await page.getByRole('button', { name: en.tasks.chooseMany, exact: true }).click()
  for (const nth of [1, 2])
    await page.getByRole('checkbox', { name: en.tasks.select(`TOUCH-${nth}`) }).check()
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  await bar.getByRole('button', { name: en.tasks.priority }).click()
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.low }).click()
  await page.getByText(en.tasks.changedCount(2)).waitFor()
  expect((await rows()).map(({ priority }) => priority)).toEqual(['low', 'low'])
  await page.context().close()
})
