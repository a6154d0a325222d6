import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { quickAdd as words } from './frontend-service/web/messages/en/quick-add.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept, untilTrue } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)
let projectId: string

beforeAll(async () => {
  const { workspaceId } = alice
  const { projects, tasks } = alice.trpc.task
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  projectId = project.id
  await tasks.create.mutate({ projectId, title: 'First' })
})

const get = (key: string) =>
  alice.trpc.task.tasks.get.query({ workspaceId: alice.workspaceId, key })

/** Puts a text into the field as a paste does: all at once. */
const paste = (text: string) => page.keyboard.insertText(text)

test('several lines pasted into quick add become as many tasks, and one undo removes them', async () => {
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task]:visible').first().waitFor()
  await page.keyboard.press('q')
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await paste(
    '12월 캠페인 준비\n  - 배너 시안 3종\n\n  * 문구 검수\n[x] 예산 승인 받기\n촬영 예약 !1',
  )
  await page.getByRole('heading', { name: en.tasks.count(5) }).waitFor()
  await page.getByRole('button', { name: words.createCount(5) }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '촬영 예약' }).waitFor()
  expect(await saved('촬영 예약')).toMatchObject({ priority: 'urgent' })
  const board = () => alice.trpc.task.tasks.board.query({ projectId })
  const titles = async () =>
    (await board()).columns.flatMap(({ tasks }) => tasks.map(({ title }) => title))
  expect(await titles()).toEqual([
    ...['First', '12월 캠페인 준비', '배너 시안 3종', '문구 검수', '촬영 예약', '예산 승인 받기'],
  ])
  await page.getByText(words.linesCreated(5)).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText(words.linesUndone(5)).first().waitFor()
  expect(await titles()).toEqual(['First'])
})

const add = () => page.getByRole('dialog').getByRole('textbox')
const chips = () => page.getByRole('list', { name: words.found }).getByRole('button')

/** Opens quick add over the list, without what was written there before. */
async function openQuickAdd() {
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.evaluate('localStorage.clear()')
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task]:visible').first().waitFor()
  await page.keyboard.press('q')
}

/** The task of a title, once it is saved. */
async function saved(title: string) {
  const found = async () => {
    const { items } = await alice.trpc.task.tasks.list.query({ projectId })
    return items.find((task) => task.title === title)
  }
  return await pollUntil(found)
}

test('what quick add understands is shown while it is written, and made with the task', async () => {
  const { id } = await alice.trpc.task.labels.create.mutate({
    ...{ projectId, name: 'Bug', color: 'red' },
  })
  const calls: string[] = []
  const listen = (request: { url: () => string }) =>
    /task\/.*(create|change)/.test(request.url()) && calls.push(new URL(request.url()).pathname)
  page.on('request', listen)
  await openQuickAdd()
  await page.keyboard.type(
    '내일까지 Fix login from 2027-03-01 to 2027-03-02 ~2pt !high #bug #brandnew @me @nobody',
  )
  await page.getByText(words.nobody('nobody')).waitFor()
  const texts = await chips().allInnerTexts()
  expect(texts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
    ...[
      /^Start.*2027/,
      /2027/,
      /^2 /,
      /^High/,
      /^Bug/,
      new RegExp(`^brandnew ${words.newLabel}`),
      /^Alice/,
    ].map((text) => expect.stringMatching(text)),
  ])
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Enter')
  const task = await saved('내일까지 Fix login @nobody')
  expect(await get(task?.key ?? '')).toMatchObject({ startDate: '2027-03-01', estimate: 2 })
  expect(task).toMatchObject({ dueDate: '2027-03-02', priority: 'high', assigneeIds: [alice.id] })
  const { labels } = await alice.trpc.task.projects.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'WEB' },
  })
  const made = labels.find(({ name }) => name === 'brandnew')
  expect(task?.labelIds).toEqual([id, made?.id])
  page.off('request', listen)
  expect(calls).toEqual(['/trpc/task/labels.create', '/trpc/task/tasks.create'])
})

test('a time beside a day is in its chip, and the task is due then by the clock of who writes it', async () => {
  await alice.trpc.user.me.update.mutate({ timeZone: 'Asia/Seoul' })
  await openQuickAdd()
  await page.keyboard.type('Client call 2027-03-02 3pm')
  await chips().filter({ hasText: '15:00' }).waitFor()
  await page.keyboard.press('Enter')
  expect(await saved('Client call')).toMatchObject({
    ...{ dueDate: '2027-03-02', dueTime: '15:00[Asia/Seoul]', dueAt: '2027-03-02T06:00:00.000Z' },
  })
  await page.locator('time:visible', { hasText: '2 Mar 2027, 15:00' }).waitFor()

  await openQuickAdd()
  await page.keyboard.type('Workshop 2027-03-04 from 2pm to 4pm')
  await chips().filter({ hasText: '14:00' }).waitFor()
  await page.keyboard.press('Enter')
  expect(await saved('Workshop')).toMatchObject({
    ...{ startDate: '2027-03-04', startTime: '14:00[Asia/Seoul]' },
    ...{ dueDate: '2027-03-04', dueTime: '16:00[Asia/Seoul]', dueAt: '2027-03-04T07:00:00.000Z' },
  })
})

test('Ctrl Z right after a task was added takes it away, and nothing that was done before', async () => {
  await openQuickAdd()
  await page.keyboard.press('Escape')
  await page.locator('a[data-task="WEB-1"]:visible').focus()
  await page.keyboard.press('p')
  await page.getByRole('menuitemradio', { name: en.tasks.priorities.low }).click()
  await pollUntil(async () => (await saved('First'))?.priority === 'low')
  await page.keyboard.press('q')
  await page.keyboard.type('A mistake')
  await page.keyboard.press('Enter')
  const key = (await saved('A mistake'))?.key ?? ''
  await page.locator(`a[data-task="${key}"]:visible`).waitFor()
  await page.keyboard.press('Control+z')
  await page.locator(`a[data-task="${key}"]:visible`).waitFor({ state: 'detached' })
  await page.getByText(en.tasks.trashed(key)).first().waitFor()
  expect((await saved('First'))?.priority).toBe('low')
})

test('a chip that is pressed, and Backspace behind a word, make text of it again', async () => {
  await openQuickAdd()
  await page.keyboard.type('Buy sun cream tomorrow')
  await chips().first().waitFor()
  await page.keyboard.press('Backspace')
  await chips().first().waitFor({ state: 'detached' })
  await page.keyboard.type(' !high')
  await chips().first().click()
  await chips().first().waitFor({ state: 'detached' })
  expect(await add().inputValue()).toBe('Buy sun cream tomorrow !high')
  // It stays so after a reload, and the next Backspace deletes as ever.
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task]:visible').first().waitFor()
  await page.keyboard.press('q')
  await page.keyboard.type(' +')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  const task = await saved('Buy sun cream tomorrow !high')
  expect(task).toMatchObject({ dueDate: null, priority: 'none' })
})

test.each([
  ['one task', 'Lost and found', /tasks\.create$/],
  ['several lines', 'Lost first\nLost second', /tasks\.createMany$/],
])('an answer that is lost makes nothing twice: %s', async (_, text, call) => {
  const titles = async () => {
    const { items } = await alice.trpc.task.tasks.list.query({ projectId })
    return items.map(({ title }) => title).filter((title) => text.split('\n').includes(title))
  }
  await openQuickAdd()
  await paste(text)
  await intercept(page, call, async (route) => {
    // Whether it arrived or not: the browser does not know either.
    await route.fetch().finally(() => route.abort())
  })
  await page.keyboard.press('Enter')
  await page
    .getByText(/not saved\./)
    .first()
    .waitFor()
  await page.unroute(call)
  await page.keyboard.press('q')
  await untilTrue(page, `document.activeElement?.value === ${JSON.stringify(text)}`)
  const answered = page.waitForResponse(call)
  await page.keyboard.press('Enter')
  await answered
  expect(await titles()).toEqual(text.split('\n'))
  await page.keyboard.press('q')
  expect(await add().inputValue()).toBe('')
  await page.keyboard.press('Escape')
})

test('what comes back unsent is gone once Retry has saved it', async () => {
  await openQuickAdd()
  await paste('Tried again')
  const call = /tasks\.create$/
  await intercept(page, call, (route) => route.abort())
  await page.keyboard.press('Enter')
  const retry = page.getByRole('button', { name: en.shell.retry })
  await retry.waitFor()
  await page.unroute(call)
  await retry.click()
  await saved('Tried again')
  await untilTrue(page, `!Object.values(localStorage).some((value) => /Tried again/.test(value))`)
})

test('Ctrl Enter twice makes one task and leaves a fresh field without a complaint', async () => {
  await openQuickAdd()
  await page.keyboard.type('Only once')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await saved('Only once')
  expect(await add().inputValue()).toBe('')
  expect(await page.getByText(en.tasks.titleRequired).count()).toBe(0)
  expect(await add().getAttribute('aria-invalid')).toBeNull()
  await page.keyboard.press('x')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await page.getByText(en.tasks.titleRequired).waitFor()
})

test.each([
  ['one task', 'Refused', /tasks\.create$/],
  ['several lines', 'Refused first\nRefused second', /tasks\.createMany$/],
])(
  'what is refused for what it says is offered to be edited, not to be tried again: %s',
  async (_, text, call) => {
    await openQuickAdd()
    await paste(text)
    // A title longer than the field lets through.
    await intercept(page, call, (route) =>
      route.continue({
        postData: (route.request().postData() ?? '').replace('Refused', 'x'.repeat(201)),
      }),
    )
    await page.keyboard.press('Enter')
    const edit = page.getByRole('button', { name: en.tasks.edit })
    await edit.waitFor()
    await page.getByText(en.errors.tooLong(200)).waitFor()
    expect(await page.getByRole('button', { name: en.shell.retry }).count()).toBe(0)
    await page.unroute(call)
    await edit.click()
    await untilTrue(page, `document.activeElement?.value === ${JSON.stringify(text)}`)
  },
)

test('what is said of a line names it as it stands in the text; new labels that differ by case are one', async () => {
  await openQuickAdd()
  await paste('Parent #Fresh\n\n- \n  @nobody child #fresh\n\n#FRESH')
  await page.getByText(words.atLine(4, words.nobody('nobody'))).waitFor()
  await page.getByText(words.noTitle(6)).waitFor()
  await page.getByRole('heading', { name: en.tasks.count(3) }).waitFor()
  await page.getByText(words.newLabels(1)).waitFor()
})

test('Enter waits for what reads the words', async () => {
  let letGo = () => {}
  const isLetGo = new Promise<void>((done) => {
    letGo = done
  })
  await intercept(page, '**/assets/quick-add-form*', async (route) => {
    await isLetGo
    await route.continue()
  })
  await openQuickAdd()
  await page.keyboard.type('Wait 2027-03-02')
  await page.keyboard.press('Enter')
  letGo()
  expect(await saved('Wait')).toMatchObject({ dueDate: '2027-03-02' })
  await page.unroute('**/assets/quick-add-form*')
})

test('a task that is added where it does not appear is told of, with its key', async () => {
  await page.goto(`/w/${workspace}/home`)
  await page.getByRole('heading', { name: en.shell.home }).waitFor()
  await page.keyboard.press('q')
  await add().waitFor()
  await page.keyboard.type('Added from home')
  await page.keyboard.press('Enter')
  const told = page.getByRole('listitem').filter({ hasText: /WEB-\d+ was created/ })
  await told.getByRole('button', { name: en.shell.undo }).waitFor()
})
