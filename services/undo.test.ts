import { expect, test } from '@jest/globals'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { history } from './frontend-service/web/messages/en/history.ts'
import { quickAdd } from './frontend-service/web/messages/en/quick-add.ts'
import { watch } from './frontend-service/web/messages/en/watch.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'

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
  // What could not be taken back is still the last act. The tab knows it after a reload, too.
  const fails = async () => {
    await intercept(page, /actions\.undo/, (route) => route.fulfill({ status: 503, body: '' }))
    await page.keyboard.press('Control+z')
    await page.getByText(en.errors.offline).first().waitFor()
    await page.unroute(/actions\.undo/)
  }
  await fails()
  await page.reload()
  await row.waitFor()
  await fails()
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.undone('WEB-2')).first().waitFor()
  expect((await at('WEB-2')).priority).toBe('none')

  await pick(en.tasks.priorities.low)
  const { id, version } = await at('WEB-2')
  await bob.trpc.task.tasks.change.mutate({ id, version, priority: 'high' })
  await page.keyboard.press('Control+z')
  await page.getByText(dialogs.left.changed('WEB-2')).first().waitFor()
  expect((await at('WEB-2')).priority).toBe('high')
  await page.keyboard.press('Control+z')
  await page.getByText(history.nothingToUndo).waitFor()
  await page.getByRole('button', { name: en.shell.history }).click()
  await page.getByRole('heading', { name: en.shell.history }).waitFor()
  await page.context().close()
})

test('the page of what I did takes acts back and does them once more, and says beforehand what it leaves alone', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bert')
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'HIST', name: 'History', locale: 'en' },
  })
  const titles = ['One', 'Two', 'Three'].map((title) => ({ title }))
  const created = await tasks.createMany.mutate({ projectId, tasks: titles })
  const ids = created.tasks.map(({ id }) => id)
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  await tasks.changeMany.mutate({ projectId, ids, change: { dueDate: '2026-12-04' } })
  await tasks.close.mutate({ id: (await at('HIST-1')).id })
  const { id, version } = await at('HIST-2')
  await bob.trpc.task.tasks.change.mutate({ id, version, dueDate: '2026-12-07' })

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/home`)
  await page.getByRole('link', { name: en.shell.history }).click()
  const row = (text: string) => page.getByRole('listitem').filter({ hasText: text }).first()
  const closed = row(history.acts.completed('HIST-1 One'))
  await closed.getByRole('button', { name: en.shell.undo }).click()
  await closed.getByText(/^Undone/).waitFor()
  expect((await at('HIST-1')).completedAt).toBeNull()
  await closed.getByRole('button', { name: history.redo }).click()
  await closed.getByRole('button', { name: en.shell.undo }).waitFor()
  expect((await at('HIST-1')).completedAt).not.toBeNull()

  // By keys: down to the change of three, its preview, and undo of what nobody else has changed.
  await page.keyboard.press('j')
  while (!(await row('Set due date of 3 tasks').locator('[data-act]:focus').count()))
    await page.keyboard.press('j')
  await page.keyboard.press('z')
  const preview = page.getByRole('region', { name: history.preview })
  await preview.getByText(history.canUndo(2, 3)).waitFor()
  await preview.getByText(/^Yours 4 Dec, then Bert set 7 Dec/).waitFor()
  await preview.getByRole('button', { name: history.undoOthers(2) }).click()
  await row('Set due date of 3 tasks')
    .getByText(/^Undone/)
    .waitFor()
  expect((await at('HIST-2')).dueDate).toBe('2026-12-07')
  expect((await at('HIST-3')).dueDate).toBeNull()

  // What is done elsewhere comes by itself.
  await tasks.trash.mutate({ id: (await at('HIST-3')).id })
  await row(history.acts.trashed('HIST-3 Three')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.context().close()
})

test('W watches the task in view or those that are chosen, the button of a task says who does, and Ctrl Z takes it back', async () => {
  const { workspaceId } = alice
  const bob = await system.colleague(alice, 'Bea')
  const { projects, tasks } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'EYE', name: 'Eye', locale: 'en' },
  })
  const titles = ['One', 'Two', 'Three'].map((title) => ({ title }))
  await tasks.createMany.mutate({ projectId, tasks: titles })
  const watched = async () => {
    const { items } = await bob.trpc.task.tasks.list.query({ projectId, q: 'watcher:me' })
    return items.length
  }

  const { page, workspace } = await signedIn(bob)
  await page.goto(`/w/${workspace}/p/EYE/list`)
  await page.getByRole('link', { name: 'One' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('w')
  await page.getByText(watch.watched('EYE-1')).first().waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('w')
  await page.getByText(watch.watched('3 tasks')).first().waitFor()
  expect(await watched()).toBe(3)
  await page.keyboard.press('Control+z')
  await page.getByText(watch.undone('3 tasks')).first().waitFor()
  expect(await watched()).toBe(1)

  await page.goto(`/w/${workspace}/t/EYE-2`)
  const button = (name: string, count: number) =>
    page.getByRole('button', { name: `${name} ${count}` })
  await button(watch.watch, 1).click()
  await page.mouse.move(0, 0)
  await button(watch.unwatch, 2).hover()
  await page.getByRole('tooltip').getByText(/Alice/).waitFor()
  expect(await watched()).toBe(2)
  await page.context().close()
})

test('Y copies the task in view with its parts, its menu does so too, and Ctrl Z takes the copy away', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'TWIN', name: 'Twins', locale: 'en' },
  })
  const { id: parentId } = await tasks.create.mutate({ projectId, title: 'Cake' })
  await tasks.create.mutate({ projectId, parentId, title: 'Flour' })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/TWIN/list`)
  await page.locator('a[data-task="TWIN-1"]').focus()
  // Held, it copies once.
  for (const press of ['down', 'down', 'up'] as const) await page.keyboard[press]('y')
  await page
    .getByText(quickAdd.duplicated('TWIN-1', 'TWIN-3', 1))
    .first()
    .waitFor()
  await page.locator('a[data-task="TWIN-4"]').waitFor()
  await page.keyboard.press('Control+z')
  await page.locator('a[data-task="TWIN-4"]').waitFor({ state: 'detached' })
  await page.goto(`/w/${workspace}/t/TWIN-2`)
  await page.getByRole('button', { name: en.tasks.more }).first().click()
  await page.getByRole('menuitem', { name: en.tasks.duplicate }).click()
  await page
    .getByText(quickAdd.duplicated('TWIN-2', 'TWIN-5', 0))
    .first()
    .waitFor()
  expect((await tasks.get.query({ workspaceId, key: 'TWIN-5' })).parentId).toBe(parentId)
  await page.context().close()
})

test('all tasks that a filter finds are changed together, read or not, and by one undo go back', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'ALL', name: 'All' })
  const titles = Array.from({ length: 240 }, (_, nth) => ({ title: `Task ${nth + 1}` }))
  for (const from of [0, 100, 200])
    await tasks.createMany.mutate({
      ...{ projectId, tasks: titles.slice(from, from + 100), idempotencyKey: `all-tasks-${from}` },
    })
  const found = async (q: string) =>
    (await tasks.matching.query({ projectId, q, timeZone: 'UTC' })).ids.length
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/ALL/list?q=-%22Task%2023%22`)
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  const count = (of: number) => bar.getByText(en.tasks.selectedCount(of), { exact: true }).waitFor()
  const total = 240 - (await found('"Task 23"'))
  await page.locator('#main a[data-task="ALL-2"]:visible').focus()
  await page.keyboard.press('x')
  await count(1)
  const all = bar.getByRole('button', { name: en.tasks.selectAll(total) })
  await all.waitFor()
  await page.keyboard.press('Control+a')
  await all.locator('kbd').first().waitFor()
  await page.keyboard.press('Control+a')
  await count(total)
  await all.waitFor({ state: 'detached' })

  // Somebody else takes one out that is not on screen.
  await page.getByRole('checkbox', { name: en.tasks.select('ALL-3'), exact: true }).uncheck()
  await count(total - 1)
  await intercept(page, '**/tasks.matching**', (route) => route.abort())
  const last = (await tasks.list.query({ projectId, q: '"Task 240"' })).items[0]
  if (!last) throw new Error('it was made above')
  await tasks.change.mutate({ id: last.id, version: last.version, title: 'Task 2300' })
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.urgent }).click()
  const dialog = page.getByRole('dialog', { name: dialogs.refusedTitle(1, total - 1) })
  await dialog.getByText('Task 2300').waitFor()
  await dialog.getByText(dialogs.refusals.not_in_filter).waitFor()
  expect(await found('p:urgent')).toBe(0)
  await dialog.getByRole('button', { name: dialogs.applyToOthers(total - 2) }).click()
  await page.getByText(en.tasks.changedCount(total - 2)).waitFor()
  expect(await found('p:urgent')).toBe(total - 2)
  await page.keyboard.press('Control+z')
  await page
    .getByText(en.tasks.undoneMany(total - 2))
    .first()
    .waitFor()
  expect(await found('p:urgent')).toBe(0)
  await page.unroute('**/tasks.matching**')
  await page.keyboard.press('Escape')

  // What an act puts out of the filter is no longer chosen.
  await page.goto(`/w/${workspace}/p/ALL/board?q=p%3Anone`)
  await page.locator('#main a[data-task="ALL-2"]:visible').focus()
  await page.keyboard.press('x')
  await bar.getByRole('button', { name: en.tasks.selectAll(240) }).click()
  await count(240)
  expect(await page.evaluate('document.activeElement?.dataset.ask')).toBe('status')
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.low }).click()
  await page.getByText(en.tasks.changedCount(240)).waitFor()
  await page.mouse.move(0, 0)
  await bar.waitFor({ state: 'hidden' })
  expect(await found('p:low')).toBe(240)
  await page.context().close()
})
