import { beforeAll, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { print } from './frontend-service/web/messages/en/print.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { clientOf } from './testing/postgres.ts'
import { rendersDuring, watchRenders } from './testing/renders.ts'

const TASKS = 2000
const MANY = 5000

const { system, alice, signedIn } = await startOwnBrowserTest()
const bob = await system.colleague(alice, 'Bob')
let projectId: string

beforeAll(async () => {
  projectId = await projectOf('BIG', TASKS)
  await projectOf('MANY', MANY)
})

/** A project with so many tasks in progress. */
async function projectOf(key: string, count: number) {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({ workspaceId, key, name: key, locale: 'en' })
  const statusId = project.statuses.find(({ group }) => group === 'started')?.id
  const title = 'Task 1'
  const { id } = await tasks.create.mutate({ projectId: project.id, statusId, title })
  await copyTask(id, count)
  return project.id
}

/** Makes the tasks with numbers up to `count`, each like the first. */
async function copyTask(id: string, count: number) {
  if (!system.taskDatabase) throw new Error('task-service has no database')
  const db = clientOf(system.taskDatabase, system.taskDatabase.DATABASE_NAME)
  await db.connect()
  await db.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy")
     select gen_random_uuid(), "projectId", n, 'Task ' || n, "statusId", rank_of(n), '{}', '{}', "createdBy"
       from "Task", generate_series(2, $2::int) n where id = $1`,
    [id, count],
  )
  await db.query(
    `update "Project" set "lastNumber" = $2 where id = (select "projectId" from "Task" where id = $1)`,
    [id, count],
  )
  await db.end()
}

async function openPage(path: string, key = 'BIG') {
  const { page, workspace } = await signedIn(alice)
  await watchRenders(page)
  await page.goto(`/w/${workspace}/p/${key}/${path}`)
  await page.locator('a[data-task]:visible').first().waitFor()
  return page
}

/** Place of the focused row in its list. Titles do not tell it: twenty tasks at a time are made in any order. */
const focused = (page: Page) =>
  page.evaluate(
    "document.activeElement.closest('li[aria-posinset]')?.getAttribute('aria-posinset')",
  )

const rows = (page: Page) => page.locator('#main li').count()

/** Scrolls what holds the tasks to its end, which moves on as more is read, until a task is there. */
const scrollTo = (page: Page, scroller: string, task: Locator) =>
  pollUntil(async () => {
    await page.locator(scroller).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    return task.isVisible()
  })

test('a list of 2,000 tasks holds what is near the view and reaches the last one', async () => {
  const page = await openPage('list')
  expect(await rows(page)).toBeLessThan(200)
  const first = page.locator('li[data-index="0"]')
  expect(await first.getAttribute('aria-posinset')).toBe('1')
  await first
    .getByRole('link', { name: /^Task / })
    .first()
    .focus()
  // All within one frame, as on a machine that is slower than the keys.
  await page.evaluate(`for (let step = 0; step < 60; step++)
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))`)
  expect(await focused(page)).toBe('61')
  const last = page.locator(`li[aria-posinset="${TASKS}"][aria-setsize="${TASKS}"]`)
  await scrollTo(page, '[data-scroll-restoration-id=main]', last)
  expect(await rows(page)).toBeLessThan(200)
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('60')
  await page.context().close()
})

test('cards of a long column are dragged and its last one is reached', async () => {
  const page = await openPage('board')
  const column = page.getByRole('region', { name: /^In progress/ })
  const card = page.getByRole('link', { name: 'Task 1', exact: true })
  await card.dragTo(page.getByRole('region', { name: /^Backlog/ }))
  await page
    .getByRole('region', { name: /^Backlog/ })
    .getByRole('link', { name: 'Task 1', exact: true })
    .waitFor()
  const lists = (await column.locator('ul').locator('..').elementHandle()) ?? undefined
  await lists?.evaluate((element) => element.setAttribute('id', 'long'))
  await scrollTo(page, '#long', column.locator(`li[aria-posinset="${TASKS - 1}"]`))
  expect(await rows(page)).toBeLessThan(200)
  const last = column.getByRole('link').last()
  await last.dragTo(page.getByRole('region', { name: /^Backlog/ }))
  await page
    .getByRole('region', { name: /^Backlog/ })
    .getByRole('listitem')
    .nth(1)
    .waitFor()
  await page.context().close()
})

test('what others add waits while the pointer is among the tasks, and comes in place otherwise', async () => {
  const page = await openPage('list')
  const { statuses } = await alice.trpc.task.projects.get.query({
    workspaceId: alice.workspaceId,
    key: 'BIG',
  })
  const statusId = statuses.find(({ group }) => group === 'unstarted')?.id
  const add = (title: string) => bob.trpc.task.tasks.create.mutate({ projectId, statusId, title })
  const pill = page.getByRole('button', { name: en.tasks.waitingNew(2) })
  const arrived = (title: string) =>
    page.getByRole('link', { name: title, exact: true }).first().waitFor({ state: 'attached' })
  const shown = (title: string) => page.getByRole('link', { name: title, exact: true }).count()

  await add('Out of reach')
  await arrived('Out of reach')
  await page.locator('[data-scroll-restoration-id=main]').evaluate((e) => e.scrollTo(0, 1e6))
  await page.mouse.move(700, 300)
  await add('First')
  await add('Second')
  await pill.waitFor()
  expect(await shown('First')).toBe(0)
  await pill.click()
  await arrived('Second')
  await page.mouse.move(5, 5)
  await add('Third')
  await arrived('Third')
  await page.context().close()
})

const steps = 15

/** The most elements in the page while what holds the tasks is scrolled by more than its height, step by step. */
const mostElements = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    const boxes = [...document.querySelectorAll('#main, #main *')]
      .filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowY))
    const box = boxes.sort((one, other) => other.scrollHeight - one.scrollHeight)[0]
    let most = 0
    const look = (left) => {
      most = Math.max(most, document.querySelectorAll('*').length)
      if (left === 0) return resolve(most)
      if (left % 3 === 0) box.scrollTop += 1.5 * box.clientHeight
      requestAnimationFrame(() => look(left - 1))
    }
    look(${3 * steps})
  })`)

test('list, board and table of 5,000 tasks hold fewer than 1,500 elements wherever one is', async () => {
  for (const view of ['list', 'board', 'table']) {
    const page = await openPage(view, 'MANY')
    expect(await mostElements(page)).toBeLessThan(1500)
    await page.context().close()
  }
})

test('a step by key renders no row anew, and what somebody else changes renders its own row only', async () => {
  const page = await openPage('list', 'MANY')
  const five = async () => {
    for (let step = 0; step < 5; step++) await page.keyboard.press('j')
  }
  await five()
  await pollUntil(async () => (await focused(page)) === '5')
  const stepped = await rendersDuring(page, async () => {
    await five()
    await pollUntil(async () => (await focused(page)) === '10')
  })
  expect(stepped.again).toEqual([])
  const { task } = bob.trpc
  const changed = await rendersDuring(page, async () => {
    const { id, version } = await task.tasks.get.query({
      workspaceId: alice.workspaceId,
      key: 'MANY-3',
    })
    await task.tasks.change.mutate({ id, version, title: 'Changed by Bob' })
    await page.getByRole('link', { name: 'Changed by Bob' }).waitFor()
  })
  expect(changed).toEqual({ fresh: [], again: ['MANY-3'] })
  await page.context().close()
})

test('a card that is dragged over others renders none of them anew', async () => {
  const page = await openPage('board', 'MANY')
  const card = page.getByRole('link', { name: 'Task 1', exact: true })
  const other = page.getByRole('link', { name: 'Task 4', exact: true })
  await page.locator('li[draggable=true]').first().waitFor()
  const box = await other.boundingBox()
  if (!box) throw new Error('The card has no place')
  const dragged = await rendersDuring(page, async () => {
    await card.hover()
    await page.mouse.down()
    for (const y of [-200, -100, 0, 10, 40])
      await page.mouse.move(box.x + 5, box.y + y, { steps: 4 })
    await page.locator('li[data-lifted]').waitFor()
  })
  expect(dragged.again).toEqual([])
  await page.mouse.move(600, 10)
  await page.mouse.up()
  await page.context().close()
})

/** What comes before anything shows (two), what forms and screens share, the frame, the board, the words. */
const SCRIPTS = 8
/** Asked for by the cards themselves, which may be before the first one is seen. */
const byCards = /board-drag/
/** Who one is, the project, all projects, people, the board, and once more what was read before the board. */
const CALLS = 8

/** Runs in the page: what is fetched once the screen shows waits forever, and React, 300 ms at most, does not. */
function holdTimers() {
  const { setTimeout } = globalThis
  globalThis.setTimeout = ((handler: () => void, ms = 0) =>
    ms > 300 ? 0 : setTimeout(handler, ms)) as typeof setTimeout
}

test('a board asks for few scripts and has few questions before its first card', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.addInitScript(holdTimers)
  const asked: URL[] = []
  page.on('request', (request) => asked.push(new URL(request.url())))
  await page.goto(`/w/${workspace}/p/MANY/board`)
  await page.locator('a[data-task]').first().waitFor()
  const before = [...asked]
  const scripts = before
    .map(({ pathname }) => pathname)
    .filter((path) => /^.assets.*[.]js$/.test(path) && !byCards.test(path))
  expect(scripts.slice(SCRIPTS)).toEqual([])
  const calls = before.filter(({ pathname }) => pathname.startsWith('/trpc'))
  expect(calls.length).toBeLessThanOrEqual(CALLS)
  await page.context().close()
})

test('more than one act changes are not chosen, and the bar says how many can be', async () => {
  const page = await openPage('list')
  const bar = page.getByRole('toolbar', { name: en.tasks.selection })
  await page.locator('a[data-task]:visible').first().focus()
  await page.keyboard.press('Control+a')
  await bar.getByRole('button', { name: en.tasks.selectAll(undefined) }).waitFor()
  await page.keyboard.press('Control+a')
  await bar.getByText(en.tasks.tooManyInFilter(1000, '1,000+')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await bar.getByRole('button', { name: en.tasks.priority }).click()
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.low }).waitFor()
  await page.context().close()
})

/** Presses Ctrl P, as if the browser asked where to print from then on, and prints: the sheets as a file. */
async function printed(page: Page) {
  await page.evaluate('window.print = () => { window.isAsking = true }')
  await page.keyboard.press('Control+p')
  await pollUntil(() => page.evaluate('window.isAsking === true'))
  const text = await page.locator('.paper').textContent()
  return { text, tasks: await tasksOn(page) }
}

/** Keys of the tasks on the sheets, from their links: letters are drawn. */
const tasksOn = async (page: Page) =>
  [...String(await page.pdf()).matchAll(/[/]t[/](BIG-\d+)[)]/g)].map(([, key]) => key)

test('a printed list has the tasks that are not on screen, too, and the paper is gone afterwards', async () => {
  const page = await openPage('list?q="Task 19"')
  expect(await page.getByRole('link', { name: 'Task 1999', exact: true }).count()).toBe(0)
  const { tasks } = await printed(page)
  expect(tasks).toContain('BIG-1999')
  expect(tasks).not.toContain('BIG-2000')
  await page.locator('.paper').waitFor({ state: 'detached' })
  await page.context().close()
})

test('a list of 2,000 tasks prints the first 1,000 and says so, and by the menu of the browser what was read', async () => {
  const page = await openPage('list')
  const { text, tasks } = await printed(page)
  expect(text).toContain(print.first('1,000', undefined))
  expect(new Set(tasks).size).toBe(1000)
  const read = new Set(await tasksOn(page)).size
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThan(1000)
  await page.context().close()
})
