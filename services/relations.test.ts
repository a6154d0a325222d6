import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'

const { system, alice, signedIn } = await startBrowserTest()

test('tasks are related by key or title, and what waits is marked until nothing open is left', async () => {
  const { workspaceId } = alice
  const { tasks, projects, relations } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob')
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  for (const title of ['Design', 'Build', 'Launch']) await tasks.create.mutate({ projectId, title })
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  const { id: design } = await at('WEB-1')
  const related = async () => (await relations.list.query({ taskId: design })).length

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/WEB-2`)
  const choose = async (side: string, sought: string, title: string) => {
    await page.getByRole('button', { name: en.tasks.addRelation }).click()
    await page.getByRole('menuitem', { name: side }).click()
    await page.getByRole('combobox', { name: en.tasks.searchTask }).fill(sought)
    await page.getByRole('option', { name: title }).waitFor()
    await page.keyboard.press('Enter')
  }
  const listed = (side: string) => page.getByRole('list', { name: side })
  await choose(en.tasks.sides.waits, 'WEB-1', 'Design')
  await listed(en.tasks.sides.waits).getByRole('link', { name: 'Design' }).waitFor()
  await choose(en.tasks.sides.blocks, 'laun', 'Launch')
  await listed(en.tasks.sides.blocks).getByRole('link', { name: 'Launch' }).waitFor()
  await choose(en.tasks.sides.blocks, 'WEB-1', 'Design')
  await page
    .getByText(en.errors.circle(['WEB-1', 'WEB-2']))
    .first()
    .waitFor()

  // What others do to the task that it waits for shows on the one that waits.
  for (const view of ['list', 'board']) {
    await page.goto(`/w/${workspace}/p/WEB/${view}`)
    const build = page.getByRole('listitem').filter({ hasText: 'Build' })
    const mark = build.getByText(en.tasks.blocked).first()
    await mark.waitFor()
    await bob.trpc.task.tasks.close.mutate({ id: design })
    await mark.waitFor({ state: 'detached' })
    await bob.trpc.task.tasks.reopen.mutate({ id: design })
    await mark.waitFor()
  }

  await page.goto(`/w/${workspace}/t/WEB-1`)
  await listed(en.tasks.sides.blocks).getByRole('link', { name: 'Build' }).waitFor()
  await page.getByRole('button', { name: en.tasks.removeRelation('WEB-2') }).click()
  await pollUntil(async () => (await related()) === 0)
  await listed(en.tasks.sides.blocks).waitFor({ state: 'detached' })
  expect((await at('WEB-2')).blockers).toBeNull()
  await page.context().close()
})
