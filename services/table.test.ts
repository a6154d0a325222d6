import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { day, plan } from './frontend-service/web/messages/en/plan.ts'
import { table as words } from './frontend-service/web/messages/en/table.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { ESTIMATE_MAX } from './task-service/limits.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { page, workspace } = await signedIn(alice)
const { workspaceId } = alice
const { tasks, projects, labels } = alice.trpc.task

let projectId = ''

beforeAll(async () => {
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  projectId = project.id
  await labels.create.mutate({ projectId, name: 'Docs', color: 'blue' })
  for (let number = 1; number <= 5; number++)
    await tasks.create.mutate({ projectId, title: `Task ${number}`, estimate: number })
})

const read = (key: string) => tasks.get.query({ workspaceId, key })
const becomes = (key: string, expected: object) =>
  pollUntil(() => read(key), {
    isEnough: (task) =>
      Object.entries(expected).every(
        ([field, value]) =>
          JSON.stringify(Object.entries(task).find(([name]) => name === field)?.[1]) ===
          JSON.stringify(value),
      ),
    complaint: `${key} never became ${JSON.stringify(expected)}`,
  })
const cell = (key: string, column: string, on: Page = page) =>
  on.locator(`[role=row]:has(a[data-task="${key}"]) [data-cell=${column}]`)
const isAt = (key: string, column: string) =>
  untilTrue(
    page,
    `document.activeElement?.closest('[data-cell]')?.dataset.cell === '${column}' &&
     document.activeElement?.closest('[role=row]')?.querySelector('a[data-task]')?.dataset.task === '${key}'`,
  )
const openTable = async (search = '') => {
  await page.goto(`/w/${workspace}/p/WEB/table${search}`)
  await cell('WEB-1', 'task').waitFor()
}

test('G and T opens the table; one stop of Tab leads into it, and arrows walk from cell to cell', async () => {
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task="WEB-1"]').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await cell('WEB-1', 'task').waitFor()
  const stops = await page.evaluate(
    `[...document.querySelectorAll('[role=treegrid] *')].filter((each) => each.tabIndex === 0).length`,
  )
  expect(stops).toBe(1)
  await cell('WEB-1', 'task').locator('a').focus()
  await page.keyboard.press('ArrowRight')
  await isAt('WEB-1', 'status')
  await page.keyboard.press('ArrowDown')
  await isAt('WEB-2', 'status')
  await page.keyboard.press('Home')
  await isAt('WEB-2', 'select')
  await page.keyboard.press('End')
  await isAt('WEB-2', 'labels')
  await page.keyboard.press('Control+End')
  await isAt('WEB-5', 'labels')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowDown')
  await isAt('WEB-1', 'labels')
})

test('Enter, F2 or what is typed changes a cell; Esc takes it back, and the keys go on from there', async () => {
  await openTable()
  await cell('WEB-1', 'status').click()
  await page.keyboard.type('in p')
  await page.keyboard.press('Enter')
  const { statuses, labels: known } = await projects.get.query({ workspaceId, key: 'WEB' })
  await becomes('WEB-1', { statusId: statuses.find(({ name }) => name === 'In progress')?.id })
  await isAt('WEB-1', 'status')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('bob')
  await page.keyboard.press('Enter')
  await becomes('WEB-1', { assigneeIds: [bob.id] })
  await page.keyboard.press('Tab')
  await isAt('WEB-1', 'priority')
  await page.keyboard.press('F2')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.high }).click()
  await becomes('WEB-1', { priority: 'high' })
  await isAt('WEB-1', 'priority')

  await cell('WEB-2', 'due').click()
  await page.keyboard.type('2031-02-30')
  await page.keyboard.press('Enter')
  await page.getByText(day.hint).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2031. 2. 3.')
  await page.keyboard.press('Enter')
  await becomes('WEB-2', { dueDate: '2031-02-03' })
  await isAt('WEB-3', 'due')
  await cell('WEB-2', 'estimate').click()
  await page.keyboard.type('2,5')
  await page.keyboard.press('Tab')
  await becomes('WEB-2', { estimate: 2.5 })
  await isAt('WEB-2', 'labels')
  await page.keyboard.type('doc')
  await page.keyboard.press('Enter')
  await becomes('WEB-2', { labelIds: [known.find(({ name }) => name === 'Docs')?.id] })
  await page.keyboard.press('Escape')
  await isAt('WEB-2', 'labels')
  await page.keyboard.press('Delete')
  await becomes('WEB-2', { labelIds: [] })
  await page.keyboard.press('Control+z')
  await becomes('WEB-2', { labelIds: [known.find(({ name }) => name === 'Docs')?.id] })

  await cell('WEB-3', 'task').dblclick({ position: { x: 150, y: 12 } })
  await page.keyboard.type(' is longer')
  await page.keyboard.press('Escape')
  await isAt('WEB-3', 'task')
  expect((await read('WEB-3')).title).toBe('Task 3')
})

test('a syllable that is composed on a cell is written there as a whole', async () => {
  await openTable()
  await cell('WEB-4', 'task').click({ position: { x: 150, y: 12 } })
  await isAt('WEB-4', 'task')
  const keyboard = await page.context().newCDPSession(page)
  await keyboard.send('Input.dispatchKeyEvent', {
    ...{ type: 'rawKeyDown', key: 'Process', code: 'KeyG', windowsVirtualKeyCode: 229 },
  })
  await keyboard.send('Input.imeSetComposition', { text: 'ㅎ', selectionStart: 1, selectionEnd: 1 })
  await keyboard.send('Input.imeSetComposition', { text: '한', selectionStart: 1, selectionEnd: 1 })
  await keyboard.send('Input.insertText', { text: '한' })
  await page.keyboard.insertText('글')
  await page.keyboard.press('Enter')
  await becomes('WEB-4', { title: '한글' })
})

test('what cannot be saved keeps the cell and the focus until it is mended or taken back', async () => {
  await openTable()
  await cell('WEB-1', 'task').dblclick({ position: { x: 150, y: 12 } })
  const field = page.getByRole('textbox', { name: en.tasks.fields.title })
  const before = await Promise.all(['WEB-1', 'WEB-3'].map(read))
  await field.fill('x'.repeat(201))
  for (const key of ['WEB-3', 'WEB-5']) {
    await cell(key, 'task').click({ position: { x: 150, y: 12 } })
    await untilTrue(page, `document.activeElement?.value?.length === 201`)
  }
  await field.fill('')
  await page.keyboard.press('Enter')
  await page.getByText(en.errors.required).waitFor()
  await page.keyboard.press('Escape')
  await isAt('WEB-1', 'task')
  expect(await Promise.all(['WEB-1', 'WEB-3'].map(read))).toEqual(before)

  await cell('WEB-1', 'estimate').dblclick()
  await page.keyboard.type('much')
  await cell('WEB-3', 'estimate').click()
  await page.getByText(plan.estimateRange(ESTIMATE_MAX)).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('8')
  await cell('WEB-3', 'estimate').click()
  await becomes('WEB-1', { estimate: 8 })
  await isAt('WEB-3', 'estimate')
})

test('Space peeks at the task of a cell, and Esc leads back to the cell', async () => {
  await openTable()
  await cell('WEB-2', 'due').click()
  await page.keyboard.press('Space')
  const peek = page.getByRole('complementary', { name: 'WEB-2' })
  await peek.getByRole('textbox', { name: en.tasks.fields.title }).waitFor()
  await page.keyboard.press('Escape')
  await peek.waitFor({ state: 'hidden' })
  await isAt('WEB-2', 'due')
})

test('what somebody else writes into a cell meanwhile stays where nothing is typed, and is a conflict where something is', async () => {
  await openTable()
  const of = async () => (await read('WEB-3')).estimate
  const bobs = async (estimate: number) => {
    const { id, version } = await read('WEB-3')
    await bob.trpc.task.tasks.change.mutate({ id, version, estimate })
  }
  await cell('WEB-3', 'estimate').dblclick()
  await bobs(40)
  await page.keyboard.press('Tab')
  await isAt('WEB-3', 'labels')
  expect(await of()).toBe(40)
  await openTable()
  await cell('WEB-3', 'estimate').dblclick()
  await bobs(20)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('20').waitFor()
  await page.keyboard.press('Escape')
  expect(await of()).toBe(20)
  await bobs(3)
})

test('a command of the palette is for the task of the cell, not for the cell', async () => {
  await openTable()
  await cell('WEB-5', 'estimate').click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(en.tasks.toTrash)
  await page.getByRole('option', { name: en.tasks.toTrash }).first().waitFor()
  await page.keyboard.press('Enter')
  await pollUntil(async () => (await read('WEB-5')).trashedAt !== null)
  await page.keyboard.press('Control+z')
  await becomes('WEB-5', { trashedAt: null, estimate: 5 })
})

test('tasks are chosen from any cell and changed together', async () => {
  await openTable()
  await cell('WEB-2', 'estimate').click()
  await page.keyboard.press('Shift+Space')
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  await bar.getByText(en.tasks.selectedCount(2)).waitFor()
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.urgent }).click()
  await becomes('WEB-3', { priority: 'urgent' })
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'hidden' })
})

test('columns are sorted, hidden, moved and made wider, and stay so', async () => {
  await openTable()
  const heads = () =>
    page
      .getByRole('columnheader')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-cell')))
  const head = page.getByRole('columnheader', { name: 'Estimate' })
  await head.getByRole('button', { name: 'Estimate', exact: true }).click()
  await untilTrue(page, `location.search.includes('sort')`)
  await head.getByRole('button', { name: 'Estimate', exact: true }).click()
  await pollUntil(() => head.getAttribute('aria-sort'), {
    isEnough: (sort) => sort === 'descending',
  })
  await page.getByRole('button', { name: words.columnsShown(6) }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Start' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Start' }).waitFor()
  await head.getByRole('button', { name: 'Estimate', exact: true }).focus()
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: words.wider }).click()
  await isHead('estimate')
  const before = await heads()
  expect(before.indexOf('estimate')).toBe(before.indexOf('due') - 1)
  const width = (await head.boundingBox())?.width ?? 0
  const box = await head.boundingBox()
  const [x, y] = [(box?.x ?? 0) + width - 1, (box?.y ?? 0) + 10]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 40, y)
  await page.mouse.up()
  await pollUntil(async () => (await head.boundingBox())?.width, {
    isEnough: (now) => now === width + 40,
  })
  await openTable()
  expect(await heads()).toEqual(before)
  expect((await head.boundingBox())?.width).toBe(width + 40)
})

const isHead = (column: string) =>
  untilTrue(
    page,
    `document.activeElement?.closest('[role=columnheader]')?.dataset.cell === '${column}'`,
  )

test('the foot says how many tasks are shown and what their estimates are together', async () => {
  const closed = await tasks.create.mutate({ projectId, title: 'Closed', estimate: 100 })
  await tasks.close.mutate({ id: closed.id })
  const { items } = await tasks.list.query({ projectId })
  const sum = items.reduce((total, { estimate }) => total + (estimate ?? 0), 0)
  const foot = page.getByRole('row').last()
  await openTable()
  await foot.getByText(words.count('5')).waitFor()
  await foot.getByText(`${sum - 100} pt`).waitFor()
  // With what is closed in sight it counts, too.
  await openTable('?all=true')
  await foot.getByText(`${sum} pt`).waitFor()
})
