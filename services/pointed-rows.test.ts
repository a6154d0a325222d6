import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { rendersDuring, watchRenders } from './testing/renders.ts'

const { alice, signedIn } = await startBrowserTest()
const { workspaceId } = alice
const { tasks, projects } = alice.trpc.task

beforeAll(async () => {
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'ROWS', name: 'Rows', locale: 'en' },
  })
  for (let number = 1; number <= 9; number++)
    await tasks.create.mutate({
      ...{ projectId, title: `Task ${number}`, dueDate: '2020-01-01', assigneeIds: [alice.id] },
    })
})

const priorityOf = async (key: string) => (await tasks.get.query({ workspaceId, key })).priority
const rowOf = (page: Page, key: string) =>
  page.locator('#main .group\\/row').filter({ has: page.locator(`a[data-task="${key}"]`) })

/** Presses the key of priorities and chooses one by its first letters. */
async function prioritise(page: Page, letters: string) {
  await page.keyboard.type(`p${letters}`)
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor({ state: 'detached' })
}

test.each([
  ['list', '/p/ROWS/list', ['ROWS-1', 'ROWS-2', 'ROWS-3']],
  ['board', '/p/ROWS/board', ['ROWS-4', 'ROWS-5', 'ROWS-6']],
  ['home', '/home', ['ROWS-7', 'ROWS-8', 'ROWS-9']],
] as const)(
  'keys of the %s act on the row that the pointer is on if that moved last, else on the one that has the focus',
  async (_, path, keys) => {
    const [first, second, third] = keys
    const { page, workspace } = await signedIn(alice)
    await page.goto(`/w/${workspace}${path}`)
    await page.locator(`#main a[data-task="${first}"]`).focus()
    await rowOf(page, third).hover()
    await prioritise(page, 'urg')
    await pollUntil(async () => (await priorityOf(third)) === 'urgent')
    expect(await priorityOf(first)).toBe('none')

    // From the pointer's row on, by key: then the focus is meant, wherever the pointer rests.
    await rowOf(page, first).hover()
    await page.keyboard.press('j')
    await prioritise(page, 'low')
    await pollUntil(async () => (await priorityOf(second)) === 'low')
    expect(await priorityOf(first)).toBe('none')
    expect(await accessibilityOf(page)).toEqual([])

    await rowOf(page, first).hover({ position: { x: 60, y: 12 } })
    await page.keyboard.press('Space')
    await page.getByRole('complementary', { name: first }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: first }).waitFor({ state: 'detached' })
    await rowOf(page, third).hover()
    await page.keyboard.press('e')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toMatch(/^Task /)
    await page.keyboard.press('Escape')
    await rowOf(page, second).hover()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/t/${second}`)
    await page.context().close()
  },
)

test('in the table a key acts on the line that the pointer is on while no cell has the keys', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/ROWS/table`)
  await rowOf(page, 'ROWS-6').hover()
  await page.keyboard.press('x')
  await page.getByRole('toolbar', { name: en.tasks.selection }).waitFor()
  const box = rowOf(page, 'ROWS-6').getByRole('checkbox')
  expect(await box.isChecked()).toBe(true)
  await page.context().close()
})

test('the pointer over rows renders none of them, and a key there its own row only', async () => {
  const { page, workspace } = await signedIn(alice)
  await watchRenders(page)
  await page.goto(`/w/${workspace}/p/ROWS/list`)
  await rowOf(page, 'ROWS-1').hover()
  const pointed = await rendersDuring(page, async () => {
    for (const key of ['ROWS-2', 'ROWS-3', 'ROWS-4']) await rowOf(page, key).hover()
    await page.keyboard.press('j')
    await rowOf(page, 'ROWS-7').hover()
  })
  expect(pointed.again).toEqual([])
  await prioritise(page, 'med')
  const changed = await rendersDuring(page, async () => {
    await prioritise(page, 'hig')
    await pollUntil(async () => (await priorityOf('ROWS-7')) === 'high')
  })
  expect(changed.again.filter((key) => key !== 'ROWS-7')).toEqual([])
  await page.context().close()
})
