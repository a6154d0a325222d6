import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept, untilTrue } from './testing/chromium.ts'

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
  const told = page.getByRole('listitem').filter({ hasText: en.tasks.changedCount(6) })
  await told.getByRole('button', { name: en.shell.undo }).click()
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
  await intercept(page, '**/tasks.board**', (route) => route.abort())
  await intercept(page, '**/tasks.list**', (route) => route.abort())
  await tasks.trash.mutate({ id: ids[1] ?? '' })
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.high }).click()
  const dialog = page.getByRole('dialog', { name: dialogs.refusedTitle(1, 3) })
  await dialog.getByText(dialogs.refusals.in_trash).waitFor()
  await dialog.getByText('Task 2').waitFor()
  expect((await rows()).map(({ priority }) => priority)).toEqual(['none', 'none'])
  await dialog.getByRole('button', { name: dialogs.applyToOthers(2) }).click()
  await page.getByText(en.tasks.changedCount(2)).waitFor()
  expect((await rows()).map(({ priority }) => priority)).toEqual(['high', 'high'])
  await page.context().close()
})

test('completing many asks about subtasks that would stay open', async () => {
  const { project, ids, rows, tasks } = await filled('TREE', 3)
  await tasks.create.mutate({ projectId: project.id, title: 'Part', parentId: ids[0] ?? '' })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/TREE/board`)
  await page.locator('a[data-task="TREE-1"]').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('s')
  await page.getByRole('menuitemradio', { name: 'Done' }).click()
  const dialog = page.getByRole('dialog', { name: dialogs.completeManyTitle(2) })
  await dialog.getByRole('button', { name: dialogs.completeManyToo }).click()
  await page.getByText(en.tasks.changedCount(3)).waitFor()
  const statuses = async () => (await rows()).map(({ status }) => status).sort()
  expect(await statuses()).toEqual(['Done', 'Done', 'Done', 'To do'])
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.undoneMany(3)).first().waitFor()
  expect(await statuses()).toEqual(Array(4).fill('To do'))
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
  expect(await bar.locator('kbd:visible').count()).toBe(0)
  await bar.getByRole('button', { name: en.tasks.priority }).click()
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.low }).click()
  await page.getByText(en.tasks.changedCount(2)).waitFor()
  expect((await rows()).map(({ priority }) => priority)).toEqual(['low', 'low'])
  await page.context().close()
})

const focusOf = (page: Page) => page.evaluate('document.activeElement?.dataset.task')

/** What is chosen no longer holds the keys: they are for the row that has the focus. */
async function changesOne(page: Page, key: string) {
  await page.locator(`#main a[data-task="${key}"]:visible`).focus()
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.high }).waitFor()
  await page.keyboard.press('Escape')
}

test('tasks that go out of view are no longer chosen, and the focus goes on to the next row', async () => {
  const { ids, tasks } = await filled('GONE', 9)
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/GONE/list?q=status%3Aopen`)
  const link = (nth: number) => page.locator(`#main a[data-task="GONE-${nth}"]:visible`)
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  const isFocused = (nth: number) =>
    untilTrue(page, `document.activeElement?.dataset.task === 'GONE-${nth}'`)

  // By what is done to them.
  await link(1).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('s')
  await page.keyboard.type('Done')
  await page.keyboard.press('Enter')
  await link(2).waitFor({ state: 'detached' })
  await bar.waitFor({ state: 'hidden' })
  await isFocused(3)
  await changesOne(page, 'GONE-4')

  // By what somebody else does.
  await link(5).focus()
  await page.keyboard.press('x')
  await tasks.trash.mutate({ id: ids[4] ?? '' })
  await link(5).waitFor({ state: 'detached' })
  await bar.waitFor({ state: 'hidden' })
  await isFocused(6)
  await changesOne(page, 'GONE-4')
  await link(4).focus()
  await page.keyboard.press('x')
  await bar.getByText(en.tasks.selectedCount(1)).waitFor()
  await page.keyboard.press('Escape')

  // All of them, and back.
  await link(7).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await link(7).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await link(7).waitFor()
  await isFocused(7)
  await page.context().close()
})

test('a filter that hides what is chosen leaves the keys to the row that has the focus', async () => {
  const { project, ids, tasks } = await filled('HIDE', 3)
  await tasks.changeMany.mutate({
    ...{ projectId: project.id, ids: ids.slice(1, 2), change: { priority: 'low' } },
  })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/HIDE/list`)
  await page.locator('#main a[data-task="HIDE-1"]:visible').focus()
  await page.keyboard.press('x')
  await page.getByRole('toolbar', { name: en.tasks.selection }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('priority:low')
  await page.keyboard.press('Enter')
  await page.locator('#main a[data-task="HIDE-1"]:visible').waitFor({ state: 'detached' })
  await changesOne(page, 'HIDE-2')
  await page.context().close()
})

test('what is typed right after the first task is chosen goes to the menu that it asked for', async () => {
  const { rows } = await filled('FAST', 3)
  for (const view of ['list', 'board']) {
    const { page, workspace } = await signedIn(alice)
    await page.goto(`/w/${workspace}/p/FAST/${view}`)
    await page.locator('#main a[data-task="FAST-2"]:visible').focus()
    // A script that still has to come takes its time.
    await intercept(page, '**/assets/*.js', async (route) => {
      await page.waitForTimeout(2000)
      await route.continue()
    })
    await page.keyboard.type(view === 'list' ? 'xsdone' : 'xsback')
    await page.keyboard.press('Enter')
    await page.getByText(en.tasks.changedCount(1)).waitFor()
    expect((await rows())[1]?.status).toBe(view === 'list' ? 'Done' : 'Backlog')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.context().close()
  }
})

test('a row whose box was clicked has the keyboard, and Shift with a box extends the range', async () => {
  await filled('BOX', 8)
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/BOX/list`)
  const box = (nth: number) =>
    page.getByRole('checkbox', { name: en.tasks.select(`BOX-${nth}`), exact: true })
  const chosen = () =>
    page
      .getByRole('checkbox', { checked: true })
      .evaluateAll((boxes) => boxes.map((each) => each.dataset.task))
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  const count = (of: number) => bar.getByText(en.tasks.selectedCount(of)).waitFor()

  await page.locator('#main a[data-task="BOX-4"]').hover()
  await box(4).click()
  await count(1)
  await page.keyboard.press('Shift+ArrowDown')
  await count(2)
  expect(await focusOf(page)).toBe('BOX-5')
  await page.keyboard.press('Escape')
  await box(4).click()
  await page.keyboard.press('j')
  expect(await focusOf(page)).toBe('BOX-5')
  await box(6).click({ modifiers: ['Shift'] })
  await count(3)
  expect(await chosen()).toEqual(['BOX-4', 'BOX-5', 'BOX-6'])
  await box(6).press('Space')
  await count(2)
  await page.context().close()
})

test('start, due time and estimate of tasks that are chosen change by key, in list, board and table, and go back', async () => {
  const { project, tasks } = await filled('PLAN', 2)
  const plans = async () =>
    (await tasks.list.query({ projectId: project.id })).items
      .map(({ startDate, estimate, dueTime }) =>
        [startDate && 'start', estimate, dueTime?.slice(0, 5)].map((it) => it ?? 'null').join(' '),
      )
      .join()
  const come = (plan: string) => pollUntil(async () => (await plans()) === `${plan},${plan}`)
  const { page, workspace } = await signedIn(alice)
  for (const view of ['list', 'board', 'table']) {
    await page.goto(`/w/${workspace}/p/PLAN/${view}`)
    await page.locator('#main a[data-task="PLAN-1"]:visible').focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Shift+E')
    await page.keyboard.type('2.5')
    await page.keyboard.press('Enter')
    await page.getByText(en.tasks.changedCount(2)).waitFor()
    await page.keyboard.press('Shift+S')
    await page.getByRole('button', { name: en.dates.today }).click()
    await come('start 2.5 null')
    await page.keyboard.press('d')
    await page.keyboard.type('2 Dec 2031 3pm')
    await page.keyboard.press('Enter')
    await come('start 2.5 15:00')
    await page.keyboard.press('Control+z')
    await come('start 2.5 null')
    await page.keyboard.press('Control+z')
    await come('null 2.5 null')
    await page.keyboard.press('Control+z')
    await come('null null null')
  }
  await page.context().close()
})
