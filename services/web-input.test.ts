import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { quickAdd as words } from './frontend-service/web/messages/en/quick-add.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

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

test('a comment and a description that cannot be formatted leave the page as it is', async () => {
  const { id: taskId, version } = await get('WEB-1')
  await alice.trpc.task.tasks.change.mutate({
    ...{ id: taskId, version, description: '- '.repeat(1200) },
  })
  for (const text of ['>'.repeat(1900).concat('a'), '**중요(important)**합니다'])
    await alice.trpc.task.comments.create.mutate({ taskId, text })
  await page.goto(`/w/${workspace}/t/WEB-1`)
  await page.locator('strong', { hasText: '중요(important)' }).waitFor()
  await page.getByText('>>>>>>>>>>').first().waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

const places = {
  title: {
    limit: 200,
    open: () => page.getByRole('textbox', { name: en.tasks.fields.title }).first().click(),
  },
  description: {
    limit: 20_000,
    open: () => page.getByRole('button', { name: en.tasks.editDescription }).click(),
  },
  comment: {
    limit: 10_000,
    open: () => page.getByRole('textbox', { name: en.tasks.writeComment }).last().click(),
  },
  'quick add': { limit: 200, open: () => page.keyboard.press('q') },
  'project name': {
    limit: 80,
    open: async () => {
      await page.goto(`/w/${workspace}/p/WEB/settings`)
      await page.getByRole('textbox', { name: en.projects.name, exact: true }).click()
    },
  },
  'label name': {
    limit: 40,
    open: async () => {
      await page.goto(`/w/${workspace}/p/WEB/settings`)
      await page.getByRole('textbox', { name: en.projects.newLabel }).click()
    },
  },
  'workspace name': {
    limit: 80,
    open: async () => {
      await page.goto('/settings/workspace')
      await page.getByRole('textbox', { name: en.account.workspace }).click()
    },
  },
  'own name': {
    limit: 80,
    open: async () => {
      await page.goto('/settings/profile')
      await page.getByRole('textbox', { name: en.settings.name }).click()
    },
  },
}

test.each(Object.entries(places))(
  'a text that is too long for the %s is kept and counted, and saved only when it fits',
  async (_name, { limit, open }) => {
    await page.goto(`/w/${workspace}/t/WEB-1`)
    await page.getByRole('textbox', { name: en.tasks.writeComment }).first().waitFor()
    const before = JSON.stringify([await get('WEB-1')])
    await open()
    await page.keyboard.press('Control+a')
    const text = '가'.repeat(limit + 100)
    await paste(text)
    await page
      .getByText(en.errors.tooMuch(limit + 100, limit))
      .filter({ visible: true })
      .waitFor()
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Enter')
    const field = page.locator('[aria-invalid=true]:visible').first()
    expect((await field.inputValue()).trim()).toBe(text)
    expect(JSON.stringify([await get('WEB-1')])).toBe(before)
    await page.evaluate('localStorage.clear()')
  },
)

test('several lines pasted into quick add become as many tasks, and one undo removes them', async () => {
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task]:visible').first().waitFor()
  await page.keyboard.press('q')
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await paste(
    '12월 캠페인 준비\n  - 배너 시안 3종\n\n  * 문구 검수\n[x] 예산 승인 받기\n촬영 예약 !1',
  )
  await page.getByRole('heading', { name: en.tasks.count(5) }).waitFor()
  await page.getByRole('button', { name: en.tasks.createCount(5) }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '촬영 예약' }).waitFor()
  expect(await saved('촬영 예약')).toMatchObject({ priority: 'urgent' })
  const board = () => alice.trpc.task.tasks.board.query({ projectId })
  const titles = async () =>
    (await board()).columns.flatMap(({ tasks }) => tasks.map(({ title }) => title))
  expect(await titles()).toEqual([
    ...['First', '12월 캠페인 준비', '배너 시안 3종', '문구 검수', '촬영 예약', '예산 승인 받기'],
  ])
  await page.getByText(en.tasks.linesCreated(5)).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.linesUndone(5)).first().waitFor()
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
  await page.keyboard.press('End')
  await page.keyboard.type(' +')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  const task = await saved('Buy sun cream tomorrow !high')
  expect(task).toMatchObject({ dueDate: null, priority: 'none' })
})

test('Enter waits for what reads the words', async () => {
  let letGo = () => {}
  const isLetGo = new Promise<void>((done) => {
    letGo = done
  })
  await page.route('**/assets/quick-add-form*', async (route) => {
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

test('a folder that is dropped on the files brings all its files, an empty one says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskmate-drop-'))
  await mkdir(join(folder, 'plans/old'), { recursive: true })
  await mkdir(join(folder, 'empty'))
  await writeFile(join(folder, 'plans/a.txt'), 'a')
  await writeFile(join(folder, 'plans/old/b.txt'), 'b')
  await page.goto(`/w/${workspace}/p/WEB/files`)
  await page.getByText(en.files.noneLead).waitFor()
  const session = await page.context().newCDPSession(page)
  const drop = async (path: string) => {
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
  }
  await drop(join(folder, 'plans'))
  await page.getByText('a.txt').first().waitFor()
  await page.getByText('b.txt').first().waitFor()
  await drop(join(folder, 'empty'))
  await page.getByText(en.files.emptyFolder).waitFor()
  const used = async () => (await alice.trpc.file.usage.get.query({ projectId })).usedBytes
  await pollUntil(used, { isEnough: (bytes) => bytes === 2 })
  await rm(folder, { recursive: true })
})
