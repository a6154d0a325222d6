import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { filter } from './frontend-service/web/messages/en/filter.ts'
import { board, views as words } from './frontend-service/web/messages/en/views.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)
const list = `/w/${workspace}/p/WEB/list`
const { labels, projects, tasks } = alice.trpc.task
let projectId: string
let plainId: string

beforeAll(async () => {
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web', locale: 'en' as const }
  projectId = (await projects.create.mutate(project)).id
  const bug = await labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  const plain = await tasks.create.mutate({ projectId, title: 'Plain' })
  plainId = plain.id
  const urgent = { priority: 'urgent' as const, labelIds: [bug.id] }
  await tasks.create.mutate({ projectId, title: 'Urgent', ...urgent })
  await tasks.create.mutate({ projectId, title: 'Mine', assigneeIds: [alice.id] })
  const done = await tasks.create.mutate({ projectId, title: 'Done' })
  await tasks.close.mutate({ id: done.id })
})
beforeEach(async () => {
  await page.goto('about:blank')
})

const field = () => page.getByRole('combobox', { name: 'Filter' })
const q = () => new URL(page.url()).searchParams.get('q')

/** Waits until the tasks on screen are these. */
const shows = (...titles: string[]) =>
  pollUntil(
    async () => {
      const texts = await page.locator('#main a[data-task]:visible').allInnerTexts()
      return texts.map((text) => text.trim()).sort()
    },
    { isEnough: (found) => found.join() === [...titles].sort().join(), withinMs: 30_000 },
  )

test('a filter that is typed after / is shown by list and board, and by the way back', async () => {
  await page.goto(list)
  await shows('Plain', 'Urgent', 'Mine')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('라벨:bug | 담당:나')
  await page.keyboard.press('Enter')
  await shows('Urgent', 'Mine')
  expect(q()).toBe('label:bug | assignee:me')
  await page.getByRole('link', { name: 'Board' }).first().click()
  await page.waitForURL(/board/)
  await shows('Urgent', 'Mine')
  expect(q()).toBe('label:bug | assignee:me')
  await page.goBack()
  await page.goBack()
  await shows('Plain', 'Urgent', 'Mine')
})

test('a chip goes by its cross, the last one shows all, and nothing found offers to clear the filter', async () => {
  await page.goto(`${list}?q=${encodeURIComponent('label:bug assignee:me')}`)
  await page.getByText('No task matches this filter').waitFor()
  await page.getByRole('button', { name: /^Remove condition: Assignee/ }).click()
  await shows('Urgent')
  expect(q()).toBe('label:bug')
  await page.getByRole('button', { name: /^Remove condition: Label/ }).click()
  await shows('Plain', 'Urgent', 'Mine', 'Done')
  expect(q()).toBeNull()
  await page.goto(`${list}?q=nothing-like-it`)
  await page.getByRole('main').getByRole('button', { name: 'Clear filter' }).click()
  await shows('Plain', 'Urgent', 'Mine', 'Done')
})

test('a wrong word is named with its place, one click rights it, and the last results stay meanwhile', async () => {
  await page.goto(`${list}?q=label:bug`)
  await shows('Urgent')
  await page.keyboard.press('/')
  await page.keyboard.type('asignee:me')
  await page.keyboard.press('Enter')
  await page.getByText('Unknown field “asignee” (11–17).').waitFor()
  await page.getByText('Showing the results of the last valid filter.').waitFor()
  await shows('Urgent')
  expect(q()).toBe('label:bug')
  await page.getByRole('button', { name: /^Use “assignee”/ }).click()
  expect(await field().inputValue()).toBe('label:bug assignee:me')
  await page.keyboard.press('Enter')
  await page.getByText('No task matches this filter').waitFor()
})

test('fields, words and names are offered while typing, and taken by Tab', async () => {
  await page.goto(`${list}?all=true`)
  await shows('Plain', 'Urgent', 'Mine', 'Done')
  await page.keyboard.press('/')
  await page.keyboard.type('la')
  await page.getByRole('option', { name: /label/ }).waitFor()
  await page.keyboard.press('Tab')
  expect(await field().inputValue()).toBe('label:')
  await page.keyboard.type('b')
  await page.getByRole('option', { name: 'Bug' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('assignee:al')
  await page.getByRole('option', { name: 'Alice' }).waitFor()
  await page.keyboard.press('Escape')
  await shows('Plain', 'Urgent', 'Mine', 'Done')
})

test('what is typed before the next frame comes after the word that was taken', async () => {
  await page.goto(list)
  await shows('Plain', 'Urgent', 'Mine')
  await page.keyboard.press('/')
  await page.keyboard.type('la')
  await page.getByRole('option', { name: /label/ }).waitFor()
  await page.evaluate(
    'window.frames_ = []; window.requestAnimationFrame = (frame) => window.frames_.push(frame)',
  )
  await page.keyboard.press('Tab')
  await page.keyboard.type('b')
  await page.evaluate('window.frames_.forEach((frame) => frame(0))')
  await page.keyboard.type('u')
  expect(await field().inputValue()).toBe('status:open label:bu')
})

test('addresses from before still mean the same', async () => {
  await page.goto(`${list}?mine=true`)
  await shows('Mine')
  await page.goto(`${list}?all=true`)
  await shows('Plain', 'Urgent', 'Mine', 'Done')
})

test('what others change comes and goes as the filter says', async () => {
  await page.goto(`${list}?q=p:high`)
  await page.getByText('No task matches this filter').waitFor()
  const first = await tasks.change.mutate({ id: plainId, version: 1, priority: 'high' })
  await shows('Plain')
  await tasks.change.mutate({ id: plainId, version: first.version, priority: 'low' })
  await page.getByText('No task matches this filter').waitFor()
})

test('an address with a filter that cannot be read says so, and can be righted', async () => {
  await page.goto(`${list}?q=lable:bug`)
  await page.getByText('Unknown field “lable”').waitFor()
  await page.getByRole('button', { name: /^Use “label”/ }).click()
  await page.keyboard.press('Enter')
  await shows('Urgent')
})

test('a filter that cannot be read is not saved as a view, and the dialog says what is wrong', async () => {
  await page.goto(`${list}?q=label:"bug`)
  await page.getByText('The quotation mark is not closed').waitFor()
  await page.getByRole('button', { name: 'Save view' }).click()
  const dialog = page.getByRole('dialog')
  const reason = /The filter cannot be read.*The quotation mark is not closed \(7–10\)/
  await dialog.getByRole('alert').getByText(reason).waitFor()
  const sure = dialog.getByRole('button', { name: 'Save', exact: true })
  expect(await sure.isDisabled()).toBe(true)
  // Another tab may have a name that is not known: that is kept.
  await page.goto(`${list}?q=label:gone`)
  await page.getByRole('button', { name: 'Save view' }).click()
  expect(await sure.isEnabled()).toBe(true)
})

test('a member changes a view of the project of somebody else, and is not offered to take it from everybody', async () => {
  const { views } = alice.trpc.task
  const shared = { projectId, kind: 'list', scope: 'project', name: 'Shared', q: '' } as const
  const { id } = await views.create.mutate(shared)
  const { page: other } = await signedIn(await system.colleague(alice, 'Bob'))
  await other.goto(`${list}?view=${id}`)
  await other.getByRole('button', { name: 'Menu of the view Shared' }).click()
  expect(await other.getByRole('menuitem').allInnerTexts()).toEqual(['Name and who sees it'])
  await other.getByRole('menuitem').click()
  await other.getByText(words.scopeFixed).waitFor()
  expect(await other.getByRole('radio').count()).toBe(0)
  await other.getByRole('textbox', { name: 'Name' }).fill('Ours')
  await other.keyboard.press('Enter')
  await other.getByRole('link', { name: /Ours/ }).waitFor()
  await other.context().close()
  await views.delete.mutate({ projectId, id })
})

test('a filter is saved as a view with an address of its own, changed, shown on the board, and brought back after it was deleted', async () => {
  await page.goto(`${list}?q=label:bug`)
  await shows('Urgent')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Bugs')
  await page.getByText('Everyone in the project').click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const tab = page.getByRole('link', { name: /Bugs/ })
  await tab.waitFor()
  await page.waitForURL(/view=/)
  expect(q()).toBeNull()
  const address = page.url()

  await page.getByRole('button', { name: /^Remove condition: Label/ }).click()
  await shows('Plain', 'Urgent', 'Mine', 'Done')
  await tab.getByRole('img', { name: 'Changed' }).waitFor()
  await page.getByRole('button', { name: 'Reset' }).click()
  await shows('Urgent')
  await page.getByRole('link', { name: 'Board' }).first().click()
  await page.waitForURL(/board/)
  await shows('Urgent')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('assignee:me')
  await page.keyboard.press('Enter')
  await shows('Mine')
  await page.getByRole('button', { name: 'Save to project view' }).click()
  await page.goto(address)
  await shows('Mine')

  await page.getByRole('button', { name: 'Menu of the view Bugs' }).click()
  await page.getByRole('menuitem', { name: 'Delete view' }).click()
  await shows('Plain', 'Urgent', 'Mine', 'Done')
  expect(await tab.count()).toBe(0)
  await page.getByText('The view “Bugs” was deleted.').waitFor()
  // What could not be taken back is still the last act.
  await intercept(page, /views\.create/, (route) => route.fulfill({ status: 503, body: '' }))
  await page.keyboard.press('Control+z')
  await page.getByText(en.errors.offline).first().waitFor()
  await page.unroute(/views\.create/)
  await page.keyboard.press('Control+z')
  await shows('Mine')
  expect(new URL(page.url()).searchParams.get('view')).toBe(
    new URL(address).searchParams.get('view'),
  )
})

test('a view that others save is there without a reload, one with an unknown word says so, one that is not there too', async () => {
  await page.goto(list)
  await shows('Plain', 'Urgent', 'Mine')
  const { views } = alice.trpc.task
  const made = { projectId, kind: 'list', scope: 'project' } as const
  await views.create.mutate({ ...made, name: 'Broken', q: 'label:gone' })
  await page.getByRole('link', { name: /Broken/ }).click()
  await page.getByText('Unknown value “gone” (7–10).').waitFor()
  await page.getByRole('link', { name: /Broken.*Filter is wrong/ }).waitFor()
  await page.goto(`${list}?view=0197f0f0-0000-7000-8000-000000000000`)
  await page.getByText('This view does not exist or you have no access').waitFor()
  await shows('Plain', 'Urgent', 'Mine')
})

test('a list is grouped and sorted by keys, and the address and a view keep it', async () => {
  const { changeMany } = alice.trpc.task.tasks
  const giving = (priority: 'none' | 'urgent') =>
    changeMany.mutate({ projectId, ids: [plainId], change: { priority } })
  await giving('none')
  await page.goto(`${list}?all=true`)
  await shows('Plain', 'Urgent', 'Mine', 'Done')
  await page.keyboard.press('v')
  await page.getByRole('combobox', { name: 'Group by', exact: true }).selectOption('Priority')
  await page.getByRole('region', { name: 'Urgent' }).getByText('Urgent').first().waitFor()
  const headings = () => page.locator('#main h2').allInnerTexts()
  await pollUntil(headings, { isEnough: (found) => found.length === 2 })
  expect((await headings()).map((text) => text.split('\n')[0])).toEqual(['Urgent', 'None'])
  await page.getByRole('button', { name: 'Add sort' }).click()
  await page.getByRole('combobox', { name: 'Sort 1' }).selectOption('Title')
  await page.getByRole('button', { name: 'Title: Ascending' }).click()
  const titles = async () =>
    (await page.locator('#main a[data-task]:visible').allInnerTexts()).map((text) => text.trim())
  const isSorted = (found: string[]) => found.join() === 'Urgent,Plain,Mine,Done'
  await pollUntil(titles, { isEnough: isSorted })
  await page.keyboard.press('Escape')
  const { searchParams } = new URL(page.url())
  expect([searchParams.get('group'), searchParams.get('q')]).toEqual([
    ...['priority', 'sort:-title'],
  ])
  await page.reload()
  await pollUntil(titles, { isEnough: isSorted })

  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('By priority')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/view=/)
  expect(new URL(page.url()).searchParams.get('group')).toBeNull()
  await pollUntil(titles, { isEnough: isSorted })
  // What others change finds its group, unless it would move under the pointer.
  await page.mouse.move(2, 2)
  await giving('urgent')
  await pollUntil(headings, { isEnough: ([first = '']) => first.includes('2') })
})

test('a card of a sorted board that is put elsewhere in its column stays where it is, and is said to', async () => {
  await page.goto(`/w/${workspace}/p/WEB/board?q=${encodeURIComponent('sort:title')}`)
  const card = page.locator('a[data-task="WEB-3"]')
  await card.focus()
  const spoken = (text: string) =>
    page.getByTestId('announcer').getByText(text).waitFor({ state: 'attached' })
  for (const keys of [['m', 'ArrowDown', 'Enter'], ['Alt+ArrowDown']]) {
    for (const key of keys) await page.keyboard.press(key)
    await spoken(board.moveRefused('WEB-3', filter.sorted))
    await page.keyboard.press('m')
    await page.keyboard.press('Escape')
    await spoken(board.moveCancelled('WEB-3'))
  }
})
