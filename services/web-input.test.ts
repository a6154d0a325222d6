import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import type { Shortcut } from './frontend-service/web/keys/shortcut.ts'
import { files } from './frontend-service/web/messages/en/files.ts'
import { shortcuts } from './frontend-service/web/messages/en/shortcuts.ts'
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

test('a folder that is dropped on the files brings all its files, an empty one says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskmate-drop-'))
  await mkdir(join(folder, 'plans/old'), { recursive: true })
  await mkdir(join(folder, 'empty'))
  await writeFile(join(folder, 'plans/a.txt'), 'a')
  await writeFile(join(folder, 'plans/old/b.txt'), 'b')
  await page.goto(`/w/${workspace}/p/WEB/files`)
  await page.getByText(files.noneLead).waitFor()
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
  await page.getByText(files.emptyFolder).waitFor()
  const used = async () => (await alice.trpc.file.usage.get.query({ projectId })).usedBytes
  await pollUntil(used, { isEnough: (bytes) => bytes === 2 })
  await rm(folder, { recursive: true })
})

const { change: words } = shortcuts
const row = () => page.locator('#main a[data-task]:visible').first()

/** Screens on which keys act, and what has the focus there. */
const screens = {
  list: { path: '/p/KEY/list', focused: row },
  board: { path: '/p/KEY/board', focused: row },
  table: { path: '/p/KEY/table', focused: row },
  history: { path: '/history', focused: () => page.locator('[data-act]').first() },
}

/** Each key that can be changed, by a screen on which it does something. */
const acts = {
  list: [
    ...(['j', 'k', 'x', 'mod+a', '.', 'w', 'i', 'mod+z', 'mod+shift+z'] as const),
    ...(['mod+p', 'mod+k', 'mod+f', 'q', '/', '?', 'v', 'Space', 'c'] as const),
    ...([
      's',
      'p',
      'a',
      'l',
      'shift+s',
      'd',
      'shift+e',
      'shift+p',
      'shift+a',
      'e',
      'y',
      'f',
      'Delete',
    ] as const),
    ...(['g h', 'g p', 'g d', 'g s', 'g m', 'g l', 'g b', 'g t'] as const),
    ...(['g f', 'g r', 'g x', 'g e'] as const),
  ],
  board: ['m'],
  table: ['F2', 'shift+Space', 'mod+d'],
  history: ['z'],
} as const satisfies Record<keyof typeof screens, readonly Shortcut[]>
/** None may be missing. */
const forgotten: never[] = [] as Exclude<Shortcut, (typeof acts)[keyof typeof acts][number]>[]

/** Presses keys one after the other; whether something on the page took the last one. */
const takes = (keys: string) =>
  page.evaluate(`${JSON.stringify(keys.split(' '))}.map((name) => {
    const parts = name.split('+')
    const key = parts.at(-1).replace('Space', ' ')
    const held = { shiftKey: parts.includes('shift'), ctrlKey: parts.includes('mod') }
    const event = new KeyboardEvent('keydown', { key, ...held, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
    return event.defaultPrevented
  }).at(-1)`)

test('every key of the sheet does something, and every key that can be changed is in it', async () => {
  const { workspaceId } = alice
  const { projects, tasks } = alice.trpc.task
  const { id } = await projects.create.mutate({ workspaceId, key: 'KEY', name: 'Key' })
  const many = Array.from({ length: 60 }, (_, nth) => ({ title: `Task ${nth}` }))
  await tasks.createMany.mutate({ projectId: id, tasks: many })
  await page.addInitScript('window.print = () => {}')
  const overlay = page.locator(':is([role=dialog], [role=menu])')
  for (const [screen, keys] of Object.entries(acts)) {
    const { path, focused } = screens[screen as keyof typeof screens]
    for (const key of keys) {
      const isTaken = async () => {
        await page.keyboard.press('Escape')
        if (!page.url().endsWith(path) || (await overlay.count()))
          await page.goto(`/w/${workspace}${path}`)
        await focused().focus()
        return takes(key)
      }
      // A row that has just left takes its focus with it.
      await pollUntil(isTaken, { complaint: `nothing on the ${screen} takes ${key}` })
    }
  }
  expect(forgotten).toEqual([])

  await page.goto(`/w/${workspace}/p/KEY/list`)
  await row().focus()
  await page.keyboard.press('?')
  await page.locator('[data-shortcut]').first().waitFor()
  const listed = await page
    .locator('[data-shortcut]')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-shortcut')))
  expect(listed.sort()).toEqual(Object.values(acts).flat().sort())
  await page.getByText(shortcuts.keys.moveLane).waitFor()
  await page.keyboard.type('fill')
  await page.locator('[data-shortcut=j]').waitFor({ state: 'detached' })
  expect(await page.locator('[data-shortcut]').count()).toBe(1)
  await page.keyboard.press('Escape')
  await page.locator('[data-shortcut=j]').waitFor()
})

test('somebody changes keys in the sheet, swaps two, switches one off or all letters, and has them in every browser', async () => {
  const { page: here } = await signedIn(alice)
  const list = `/w/${workspace}/p/KEY/list`
  const textOf = (changed: object, hasLetters?: boolean) =>
    `${hasLetters} ${JSON.stringify(Object.entries(changed).sort())}`
  const becomes = (changed: object, hasLetters: boolean) =>
    pollUntil(async () => (await alice.trpc.user.me.get.query()).shortcuts, {
      isEnough: (chosen) =>
        textOf(chosen?.changed ?? {}, chosen?.hasLetters) === textOf(changed, hasLetters),
    })
  const sheet = here.getByRole('dialog', { name: shortcuts.title })
  const line = (key: Shortcut) => sheet.locator(`[data-shortcut="${key}"]`)
  const ask = async (key: Shortcut, next: string) => {
    await line(key).locator('[aria-expanded=false]').click()
    await line(key).getByText(words.press).waitFor()
    await here.keyboard.press(next)
  }
  const open = async (on = here) => {
    await on.goto(list)
    await on.locator('#main a[data-task]:visible').first().focus()
  }
  const menu = (name: string, on = here) => on.getByRole('menu', { name })
  await open()
  await here.keyboard.press('?')
  await ask('s', 'Control+c')
  await line('s').getByText(words.reserved('Ctrl C')).waitFor()
  expect(await accessibilityOf(here)).toEqual([])
  await here.keyboard.press('Escape')
  await ask('s', 't')
  await ask('p', 'a')
  await line('p').getByText(words.taken('A', en.tasks.assignees)).waitFor()
  await line('p').getByRole('button', { name: words.swap }).click()
  await line('q').locator('[aria-expanded=false]').click()
  await line('q').getByRole('button', { name: words.turnOff }).click()
  const changed = { s: 't', p: 'a', a: 'p', q: null }
  await becomes(changed, true)

  const { page: there } = await signedIn(alice)
  await open(there)
  // T of a Korean layout.
  await there.evaluate(`document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ㅅ', code: 'KeyT', bubbles: true, cancelable: true }))`)
  await menu(en.tasks.status, there).waitFor()
  await there.keyboard.press('Escape')
  await there.keyboard.type('sq')
  await there.keyboard.press('a')
  await menu(en.tasks.priority, there).waitFor()
  await there.keyboard.press('Escape')
  expect(await there.getByRole('dialog').count()).toBe(0)
  await there.keyboard.press('Control+k')
  const option = there.getByRole('option', { name: en.tasks.status })
  expect(await option.textContent()).toBe(`${en.tasks.status}T`)
  await option.click()
  await menu(en.tasks.status, there).waitFor()

  // Not uncheck: the box follows what is saved, which may be a moment later than the click.
  await sheet.getByRole('checkbox', { name: words.letters }).click()
  await becomes(changed, false)
  await here.keyboard.press('Escape')
  await open()
  await here.keyboard.type('ta')
  await here.keyboard.press('Control+k')
  await here.getByRole('option', { name: shortcuts.title }).click()
  expect(await here.getByRole('menu').count()).toBe(0)
  await sheet.getByRole('button', { name: words.resetAll }).click()
  await becomes({}, true)
  await here.keyboard.press('Escape')
  await here.locator('#main a[data-task]:visible').first().focus()
  await here.keyboard.press('s')
  await menu(en.tasks.status).waitFor()
})
