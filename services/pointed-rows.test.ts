import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept, untilTrue } from './testing/chromium.ts'
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

/** A project whose tasks only these tests change, and who has it on screen with the pointer on its second task. */
async function pointing(key: string, path: string) {
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key, name: key, locale: 'en' },
  })
  for (let number = 1; number <= 4; number++)
    await tasks.create.mutate({
      ...{ projectId, title: `${key} ${number}`, dueDate: '2019-01-01', assigneeIds: [alice.id] },
    })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}${path}`)
  await rowOf(page, `${key}-2`).hover({ position: { x: 150, y: 8 } })
  return page
}
const getTask = (key: string) => tasks.get.query({ workspaceId, key })
const isCompleted = async (key: string) => (await getTask(key)).completedAt !== null
const isGone = (page: Page, key: string) => rowOf(page, key).waitFor({ state: 'detached' })

test.each([
  ['HOMEF', '/home'],
  ['LISTF', '/p/LISTF/list?q=is:open'],
  ['FOLDF', '/p/FOLDF/list'],
] as const)(
  'when a key took its row out of the list, the next key does nothing to the row that came below the pointer: %s',
  async (key, path) => {
    const page = await pointing(key, path)
    await page.keyboard.press('f')
    await isGone(page, `${key}-2`)
    for (const pressed of ['f', 'i', 'Delete', 'x']) await page.keyboard.press(pressed)
    await page.keyboard.press('p')
    expect(await page.getByRole('menu').count()).toBe(0)
    expect(await page.getByRole('toolbar', { name: en.tasks.selection }).count()).toBe(0)
    await pollUntil(() => isCompleted(`${key}-2`))

    // By keys the way goes on where the row was.
    await page.keyboard.press('j')
    await prioritise(page, 'urg')
    await pollUntil(async () => (await priorityOf(`${key}-3`)) === 'urgent')
    const third = await getTask(`${key}-3`)
    expect(third).toMatchObject({ completedAt: null, trashedAt: null, assigneeIds: [alice.id] })

    // The pointer chooses again as soon as it moves.
    await rowOf(page, `${key}-1`).hover({ position: { x: 160, y: 8 } })
    await page.keyboard.press('f')
    await isGone(page, `${key}-1`)
    await pollUntil(() => isCompleted(`${key}-1`))
    expect(await isCompleted(`${key}-3`)).toBe(false)
    await page.context().close()
  },
)

test('a card that a key moved away from the pointer keeps the keys', async () => {
  const page = await pointing('CARDF', '/p/CARDF/board')
  await page.keyboard.press('f')
  await pollUntil(() => isCompleted('CARDF-2'))
  await prioritise(page, 'low')
  await pollUntil(async () => (await priorityOf('CARDF-2')) === 'low')
  await page.keyboard.press('f')
  await pollUntil(async () => !(await isCompleted('CARDF-2')))
  for (const other of [1, 3, 4])
    expect(await getTask(`CARDF-${other}`)).toMatchObject({ completedAt: null, priority: 'none' })
  await page.context().close()
})

test('whoever moves the list below a pointer that rests means the row that came there', async () => {
  const page = await pointing('WHEEL', '/p/WHEEL/list')
  await page.setViewportSize({ width: 1280, height: 260 })
  await rowOf(page, 'WHEEL-2').hover({ position: { x: 150, y: 8 } })
  const before = await rowOf(page, 'WHEEL-2').boundingBox()
  await page.mouse.wheel(0, 30)
  await pollUntil(async () => {
    const now = await rowOf(page, 'WHEEL-2').boundingBox()
    return now !== null && before !== null && now.y <= before.y - 30
  })
  await prioritise(page, 'hig')
  await pollUntil(async () => (await priorityOf('WHEEL-3')) === 'high')
  expect(await priorityOf('WHEEL-2')).toBe('none')
  await page.context().close()
})

test('keys that move the caret in a field move no list: the row that the pointer is on keeps the keys', async () => {
  const page = await pointing('CARET', '/p/CARET/list')
  await page.keyboard.press('/')
  await page.keyboard.type('CARET')
  for (const key of ['Home', 'End', 'PageUp', 'PageDown']) await page.keyboard.press(key)
  // What comes below the pointer while it rests was not chosen.
  const { id } = await getTask('CARET-1')
  await tasks.trash.mutate({ id })
  await isGone(page, 'CARET-1')
  await page.keyboard.press('Escape')
  await prioritise(page, 'hig')
  await pollUntil(async () => (await priorityOf('CARET-2')) === 'high')
  await page.context().close()
})

test('when what took a task out of the list fails, the task is back with the focus, and its message stays until that is saved', async () => {
  const page = await pointing('FAILS', '/p/FAILS/list')
  const focused = `document.activeElement?.dataset.task`
  await page.locator('#main a[data-task="FAILS-2"]:visible').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  let fail = () => {}
  const held = new Promise<void>((resolve) => {
    fail = resolve
  })
  await intercept(page, /tasks\.close/, async (route) => {
    await held
    await route.fulfill({ status: 503, body: '' })
  })
  await page.keyboard.press('f')
  await untilTrue(page, `${focused} === 'FAILS-3'`)
  fail()
  await untilTrue(page, `${focused} === 'FAILS-2'`)
  // Under the pointer it stays until something takes it away.
  await page.getByText(en.tasks.notSaved('FAILS-2')).hover()
  await page.unroute(/tasks\.close/)
  await prioritise(page, 'hig')
  await page.getByRole('button', { name: en.shell.undo }).waitFor()
  await page.getByText(en.tasks.notSaved('FAILS-2')).waitFor()
  await page.keyboard.press('f')
  await page.getByText(en.tasks.notSaved('FAILS-2')).waitFor({ state: 'detached' })
  await page.context().close()
})

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
