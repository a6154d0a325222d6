import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'

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
