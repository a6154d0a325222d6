import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { table as words } from './frontend-service/web/messages/en/table.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { page, workspace } = await signedIn(alice)
const { workspaceId } = alice
const { tasks, projects, labels, members } = alice.trpc.task

let projectId = ''
const names = new Map<string, string>()

beforeAll(async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  projectId = project.id
  for (const name of ['Docs', 'Design']) {
    const { id } = await labels.create.mutate({ projectId, name, color: 'blue' })
    names.set(id, name)
  }
  for (const { id, name } of project.statuses) names.set(id, name)
  for (let number = 1; number <= 5; number++)
    await tasks.create.mutate({ projectId, title: `Task ${number}`, estimate: number })
})

/** What a task is, with the names of its status and labels. */
const read = async (key: string) => {
  const { title, statusId, labelIds, ...task } = await tasks.get.query({ workspaceId, key })
  return {
    ...{ title, status: names.get(statusId), priority: task.priority, due: task.dueDate },
    ...{ estimate: task.estimate, assigneeIds: task.assigneeIds },
    labels: labelIds.map((id) => names.get(id)),
  }
}
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const become = (expected: Record<string, object>) =>
  pollUntil(() => all(Object.keys(expected)), {
    isEnough: (found) =>
      Object.entries(expected).every(([key, fields]) =>
        isSame({ ...found[key], ...fields }, found[key]),
      ),
  })
const all = async (keys: string[]) =>
  Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await read(key)] as const)))
const cell = (key: string, column: string) =>
  page.locator(`[role=row]:has(a[data-task="${key}"]) [data-cell=${column}]`)
const openTable = async () => {
  await page.goto(`/w/${workspace}/p/WEB/table`)
  await cell('WEB-1', 'task').waitFor()
}
const chosen = (count: number) =>
  untilTrue(
    page,
    `document.querySelectorAll('[data-cell][aria-selected=true]').length === ${count}`,
  )
const clipboard = (type = 'text/plain') =>
  page.evaluate(
    `navigator.clipboard.read().then(([item]) => item.getType('${type}')).then((blob) => blob.text())`,
  )
const paste = async (text: string) => {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await page.keyboard.press('Control+v')
}
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('Shift with arrows, a drag or a click chooses a range, which is told; Esc takes it back', async () => {
  await openTable()
  await cell('WEB-2', 'status').click()
  await press('Shift+ArrowDown', 'Shift+ArrowRight')
  await chosen(4)
  const { range } = words
  const told = page.getByTestId('announcer')
  await told.getByText(range({ rows: 2, columns: 2 }, 'WEB-2 Status', 'WEB-3 Assignee')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await press('Escape')
  await chosen(0)
  await untilTrue(page, `document.activeElement?.dataset.cell === 'status'`)

  await cell('WEB-4', 'estimate').click({ modifiers: ['Shift'] })
  await chosen(15)
  await page.getByRole('row').last().getByText(words.rangeSum(15, '9 pt')).waitFor()
  const [from, to] = [
    await cell('WEB-1', 'task').boundingBox(),
    await cell('WEB-5', 'priority').boundingBox(),
  ]
  await page.mouse.move((from?.x ?? 0) + 200, (from?.y ?? 0) + 10)
  await page.mouse.down()
  await page.mouse.move((to?.x ?? 0) + 20, (to?.y ?? 0) + 10)
  await page.mouse.up()
  await chosen(20)
  await press('Shift+ArrowUp')
  await chosen(16)
  await press('ArrowDown')
  await chosen(0)
  await untilTrue(page, `document.activeElement?.dataset.task === 'WEB-2'`)
})

test('a range is copied and pasted as spreadsheets do, each column read as its editor would, by one act', async () => {
  await openTable()
  await cell('WEB-1', 'task').click({ position: { x: 200, y: 12 } })
  await paste(
    [
      '"Say ""hi""\tthere"\tin progress\tbob, ALICE\t긴급\t2031. 2. 3.\t2,5\tdocs,Design\r\n',
      "'=1+1\tTo do\t\tHigh\t\t\t\r\n",
    ].join(''),
  )
  const written = {
    'WEB-1': {
      ...{ title: 'Say "hi" there', status: 'In progress', priority: 'urgent' },
      ...{ due: '2031-02-03', estimate: 2.5, assigneeIds: [bob.id, alice.id] },
      labels: ['Docs', 'Design'],
    },
    'WEB-2': {
      ...{ title: '=1+1', status: 'To do', priority: 'high', due: null, estimate: null },
      ...{ assigneeIds: [], labels: [] },
    },
  }
  await become(written)
  await page.getByText(en.tasks.changedCount(2)).waitFor()
  await cell('WEB-1', 'task').click({ position: { x: 200, y: 12 } })
  await press('Shift+End')
  await press('Control+c')
  await page.getByText(words.cellsCopied(7)).waitFor()
  expect(await clipboard()).toBe(
    `Say "hi" there\tIn progress\tBob, Alice\tUrgent\t2031-02-03\t2.5\tDesign, Docs`,
  )
  expect(await clipboard('text/html')).toContain('<td>Urgent</td>')
  await cell('WEB-2', 'task').click({ position: { x: 200, y: 12 } })
  await press('Control+c', 'ArrowDown')
  expect(await clipboard()).toBe("'=1+1")
  await press('Control+v')
  await become({ 'WEB-3': { title: '=1+1' } })
  await press('Control+z')
  await become({ 'WEB-3': { title: 'Task 3' } })
  await press('Control+z')
  await become({ 'WEB-1': { title: 'Task 1', status: 'To do', estimate: 1, labels: [] } })
})

test('a day with a time is copied with it, and a day without one takes it away', async () => {
  await openTable()
  const timeOf = ({ dueTime }: { dueTime: string | null }) => dueTime?.slice(0, 5) ?? '-'
  const dues = () =>
    Promise.all(
      ['WEB-1', 'WEB-2'].map(async (key) => timeOf(await tasks.get.query({ workspaceId, key }))),
    )
  const become = (...wanted: string[]) => pollUntil(async () => isSame(await dues(), wanted))
  await cell('WEB-1', 'due').click()
  await page.keyboard.type('2031-02-03 3pm')
  await press('Enter')
  await become('15:00', '-')
  await cell('WEB-1', 'due').click()
  await press('Control+c')
  await page.getByText(words.cellsCopied(1)).waitFor()
  expect(await clipboard()).toBe('2031-02-03 15:00')
  await cell('WEB-2', 'due').click()
  await press('Control+v')
  await become('15:00', '15:00')
  await paste('2031-02-03')
  await become('15:00', '-')
  await press('Control+z')
  await become('15:00', '15:00')
  await press('Control+z')
  await press('Control+z')
  await become('-', '-')
})

test('what means nothing stays as it was and is named with its reason; the rest is pasted', async () => {
  await openTable()
  await cell('WEB-1', 'priority').click()
  await paste('huge\tsoon\tmuch\nlow\t2031-05-06\t3')
  await page.getByText(`WEB-1 Due: ${words.noDay('soon')}`).waitFor()
  await page.getByText(`WEB-1 Priority: ${words.noPriority('huge')}`).waitFor()
  await page.getByText(words.cellsLeft(3), { exact: false }).waitFor()
  await become({
    'WEB-1': { priority: 'none', due: null, estimate: 1 },
    'WEB-2': { priority: 'low', due: '2031-05-06', estimate: 3 },
  })
  await press('Control+z')
  await become({ 'WEB-2': { priority: 'none', due: null, estimate: 2 } })
  await cell('WEB-5', 'labels').click()
  await paste('Docs\tbeyond\nDocs')
  await page.getByText(words.outside(1, 1)).waitFor()
  await become({ 'WEB-5': { labels: ['Docs'] } })
})

test('one value fills a range, Ctrl D fills it from its top, Delete empties it; each is one act', async () => {
  await openTable()
  await cell('WEB-1', 'priority').click()
  await press('Shift+ArrowDown', 'Shift+ArrowDown')
  await paste('high')
  await become({ 'WEB-1': { priority: 'high' }, 'WEB-3': { priority: 'high' } })
  await cell('WEB-3', 'estimate').click()
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d')
  await become({ 'WEB-4': { estimate: 3 }, 'WEB-5': { estimate: 3 } })
  await press('Control+z')
  await become({ 'WEB-4': { estimate: 4 }, 'WEB-5': { estimate: 5 } })
  await cell('WEB-1', 'status').click()
  await press('Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Delete')
  await page.getByText(`WEB-1 Status: ${en.errors.required}`).waitFor()
  await become({ 'WEB-1': { priority: 'none' }, 'WEB-2': { priority: 'none' } })
  await press('Control+z', 'Control+z')
  await become({ 'WEB-1': { priority: 'none' }, 'WEB-3': { priority: 'none' } })
})

test('what is pasted while somebody writes goes into the text; viewers copy and change nothing', async () => {
  await openTable()
  await cell('WEB-4', 'task').dblclick({ position: { x: 200, y: 12 } })
  await page.getByRole('textbox', { name: en.tasks.fields.title }).waitFor()
  await press('Control+a')
  await paste('Pasted as text')
  await press('Enter')
  await become({ 'WEB-4': { title: 'Pasted as text' } })

  await projects.update.mutate({ id: projectId, visibility: 'private' })
  await members.add.mutate({ projectId, userId: bob.id, role: 'viewer' })
  const { page: other } = await signedIn(bob)
  await other.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await other.goto(`/w/${workspace}/p/WEB/table`)
  const estimate = other.locator('[role=row]:has(a[data-task="WEB-3"]) [data-cell=estimate]')
  await estimate.click()
  await other.keyboard.press('Control+c')
  await other.getByText(words.cellsCopied(1)).waitFor()
  await other.keyboard.press('ArrowDown')
  await other.keyboard.press('Control+v')
  await other.getByText(en.errors.forbidden).waitFor()
  await become({ 'WEB-4': { estimate: 4 } })
})

test('a completed status that is pasted asks about open subtasks, and takes them along by one act', async () => {
  const parent = await tasks.get.query({ workspaceId, key: 'WEB-1' })
  await tasks.create.mutate({ projectId, title: 'Part', parentId: parent.id })
  await openTable()
  const status = cell('WEB-1', 'status')
  await status.click()
  await paste('Done')
  const dialog = page.getByRole('dialog', { name: dialogs.completeTitle('WEB-1') })
  await dialog.waitFor()
  await press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await become({ 'WEB-1': { status: 'To do' } })
  await paste('Done')
  await dialog.getByRole('button', { name: dialogs.completeToo(1) }).click()
  await become({ 'WEB-1': { status: 'Done' }, 'WEB-6': { status: 'Done' } })
  await page.getByText(en.tasks.changedCount(2)).waitFor()
  await press('Control+z')
  await become({ 'WEB-1': { status: 'To do' }, 'WEB-6': { status: 'To do' } })
})

test('in groups within groups a key reaches a line that is not drawn yet, and a drag upwards ends at a task, not at a heading', async () => {
  const { id } = await projects.create.mutate({
    ...{ workspaceId, key: 'SUBS', name: 'Sub-groups', locale: 'en' },
  })
  for (const priority of ['high', 'low', 'none'] as const)
    await tasks.createMany.mutate({
      projectId: id,
      tasks: Array.from({ length: 60 }, (_, nth) => ({ title: `${priority} ${nth}`, priority })),
    })
  await page.goto(`/w/${workspace}/p/SUBS/table?within=priority&q=sort:key`)
  await cell('SUBS-1', 'status').click()
  await page.locator('.sheet-within').nth(2).waitFor()
  await press('Control+End')
  await untilTrue(
    page,
    `document.activeElement.closest('[role=row]')?.querySelector('a')?.dataset.task === 'SUBS-180'`,
  )
  const scroller = `document.querySelector('[role=treegrid]').closest('[data-scroll-restoration-id]')`
  const top = Number(await page.evaluate(`${scroller}.getBoundingClientRect().top`))
  const before = Number(await page.evaluate(`${scroller}.scrollTop`))
  const from = await cell('SUBS-175', 'task').boundingBox()
  const x = (from?.x ?? 0) + 200
  await page.mouse.move(x, (from?.y ?? 0) + 10)
  await page.mouse.down()
  await page.mouse.move(x, top + 50)
  await untilTrue(page, `${scroller}.scrollTop < ${before} - 100`)
  await page.mouse.up()
  // What is chosen is what was passed: its first line is in sight, below the headings.
  await untilTrue(
    page,
    `Math.min(...[...document.querySelectorAll('[data-cell=task][aria-selected=true]')].map(
      (each) => each.getBoundingClientRect().top)) > ${top} + 60`,
  )
})
