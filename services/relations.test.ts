import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'

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

test('a task or a person that is referred to shows a card; Esc closes it, and the pointer may go into it', async () => {
  const { workspaceId } = alice
  const { tasks, projects, relations } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob Stone')
  const hidden = await bob.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'HID', name: 'Hidden', visibility: 'private' },
  })
  await bob.trpc.task.tasks.create.mutate({ projectId: hidden.id, title: 'Unseen' })
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'REF', name: 'References', locale: 'en' },
  })
  const description = 'See REF-2, HID-1, REF-99 and @Bob Stone'
  const first = await tasks.create.mutate({ projectId, title: 'First', description })
  const second = await tasks.create.mutate({ projectId, title: 'Second', priority: 'high' })
  await relations.create.mutate({ taskId: first.id, otherId: second.id, kind: 'relates' })

  const { page, workspace } = await signedIn(alice)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`/w/${workspace}/t/REF-1`)
  const link = (name: string) => page.getByRole('link', { name })
  const card = page.getByRole('tooltip')
  await link('REF-2').waitFor()
  const references = await page.locator('.prose [data-ref]').allTextContents()
  expect(references).toEqual(['REF-2', 'REF-99', '@Bob Stone'])

  const noTask = page.waitForResponse(/tasks\.get.*REF-99/)
  await link('REF-99').hover()
  await noTask
  for (const name of ['REF-2', 'Second']) {
    await link(name).hover()
    await card.getByText('High').waitFor()
    expect(await card.allTextContents()).toEqual(['REF-2SecondTo doHigh'])
    await card.getByText('Second').hover()
    await card.getByText('High').hover()
    expect(await accessibilityOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  }
  expect(asked.filter((url) => /tasks\.get.*REF-2/.test(url))).toHaveLength(1)
  expect(new URL(page.url()).pathname).toBe(`/w/${workspace}/t/REF-1`)

  await link('REF-99').focus()
  await page.keyboard.press('Tab')
  await card.getByText(en.settings.roles.member).waitFor()
  await untilTrue(
    page,
    `document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.textContent.startsWith('Bob Stone')`,
  )
  await page.keyboard.press('Shift+Tab')
  await card.waitFor({ state: 'detached' })
  await page.context().close()
})
