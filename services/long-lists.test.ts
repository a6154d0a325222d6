import { beforeAll, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { clientOf } from './testing/postgres.ts'

const TASKS = 2000

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
let projectId: string

beforeAll(async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({
    workspaceId,
    key: 'BIG',
    name: 'Big',
    locale: 'en',
  })
  projectId = project.id
  const statusId = project.statuses.find(({ group }) => group === 'started')?.id
  const { id } = await tasks.create.mutate({ projectId, statusId, title: 'Task 1' })
  await copyTask(id, TASKS)
})

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

async function openPage(path: string) {
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/BIG/${path}`)
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
  for (let step = 0; step < 60; step++) await page.keyboard.press('j')
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
