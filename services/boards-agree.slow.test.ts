import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')

/** A project with tasks named 1 to `count` in its column "To do". */
async function projectOf(key: string, count: number) {
  const { tasks, projects } = alice.trpc.task
  const { workspaceId } = alice
  const project = await projects.create.mutate({ workspaceId, key, name: key, locale: 'en' })
  const ids: string[] = []
  for (let number = 1; number <= count; number++)
    ids.push((await tasks.create.mutate({ projectId: project.id, title: `${number}` })).id)
  return { ...project, ids }
}

async function openBoards(person: Person, key: string, count: number) {
  const { page, workspace } = await signedIn(person)
  const pages = [page]
  while (pages.length < count) pages.push(await page.context().newPage())
  for (const each of pages) {
    await each.goto(`/w/${workspace}/p/${key}/board`)
    await each.locator('a[data-task]').first().waitFor()
    await each.locator('[data-live=live]').waitFor()
  }
  return pages
}

/** Titles in each column that is not empty, as the page shows them. */
const shown = (page: Page) =>
  page
    .locator('#main section ul')
    .evaluateAll((lists) =>
      lists
        .map((list) =>
          [...list.children].map((card) => card.querySelector('a[data-task]')?.textContent ?? '?'),
        )
        .filter((titles) => titles.length > 0),
    )

async function saved(projectId: string) {
  const { columns } = await alice.trpc.task.tasks.board.query({ projectId })
  return columns.map(({ tasks }) => tasks.map(({ title }) => title)).filter(({ length }) => length)
}

/** Waits until the page shows what the server has, and fails with both when it never does. */
async function untilSame(page: Page, projectId: string) {
  for (let tries = 0; tries < 100; tries++) {
    if (JSON.stringify(await shown(page)) === JSON.stringify(await saved(projectId))) return
    await page.waitForTimeout(100)
  }
  expect(await shown(page)).toEqual(await saved(projectId))
}

const untilSaved = (page: Page) =>
  page.getByRole('img', { name: en.tasks.pending }).first().waitFor({ state: 'detached' })

test('own moves among changes of others that wait end where the server put them', async () => {
  const { id, ids } = await projectOf('FIVE', 5)
  const [page] = await openBoards(alice, 'FIVE', 1)
  if (!page) throw new Error('There is no page')
  await page.getByRole('link', { name: '5', exact: true }).focus()
  const { columns } = await alice.trpc.task.tasks.board.query({ projectId: id })
  const statusId = columns.find(({ tasks }) => tasks.length > 0)?.statusId ?? ''
  await bob.trpc.task.tasks.move.mutate({ id: ids[1] ?? '', statusId, afterId: ids[4] })
  await page.mouse.move(640, 500)
  for (let step = 0; step < 3; step++) await page.keyboard.press('Alt+ArrowUp')
  await untilSaved(page)
  await page.mouse.move(2, 2)
  await untilSame(page, id)
  await page.context().close()
})

test('a move that fails shows the place on the server, and the next move holds', async () => {
  const { id } = await projectOf('FAIL', 4)
  const [page] = await openBoards(alice, 'FAIL', 1)
  if (!page) throw new Error('There is no page')
  let fails = 1
  await intercept(page, '**/trpc/task/tasks.move', (route) =>
    fails-- > 0 ? route.fulfill({ status: 500, json: {} }) : route.continue(),
  )
  await page.getByRole('link', { name: '4', exact: true }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowRight')
  await pollUntil(() => fails < 0)
  await untilSaved(page)
  await untilSame(page, id)
  expect((await saved(id)).length).toBe(2)
  await page.context().close()
})

/** Presses Alt and an arrow on eight cards, one after the other, without waiting for answers. */
const moveAtRandom = (page: Page, seed: number) =>
  page.evaluate(`(async () => {
    let state = ${seed}
    const random = (below) => {
      state = (state * 1103515245 + 12345) % 2147483648
      return Math.floor((state / 2147483648) * below)
    }
    for (let move = 0; move < 8; move++) {
      const cards = document.querySelectorAll('#main a[data-task]')
      const card = cards[random(cards.length)]
      const key = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'][random(4)]
      card.focus()
      card.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true }))
      await new Promise((done) => setTimeout(done, random(120)))
    }
  })()`)

test('six boards on which everybody moves at random all end as the server has it', async () => {
  const { id } = await projectOf('SIX', 8)
  const pages = [...(await openBoards(alice, 'SIX', 3)), ...(await openBoards(bob, 'SIX', 3))]
  await Promise.all(pages.map((page, index) => moveAtRandom(page, index + 1)))
  await Promise.all(pages.map(untilSaved))
  for (const page of pages) await untilSame(page, id)
  await pages[0]?.context().close()
  await pages[3]?.context().close()
})
