import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { day } from './frontend-service/web/messages/en/plan.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { page, workspace } = await signedIn(alice)
const { workspaceId } = alice
const { tasks, projects, labels } = alice.trpc.task

beforeAll(async () => {
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  await labels.create.mutate({ projectId: project.id, name: 'Docs', color: 'blue' })
  for (let number = 1; number <= 7; number++)
    await tasks.create.mutate({
      projectId: project.id,
      title: `Task ${number}`,
      dueDate: '2020-01-01',
      assigneeIds: [alice.id],
    })
})

const read = (key: string) => tasks.get.query({ workspaceId, key })
const becomes = (key: string, expected: object) =>
  pollUntil(() => read(key), {
    isEnough: (task) =>
      Object.entries(expected).every(([field, value]) =>
        JSON.stringify(Object.entries(task)).includes(JSON.stringify([field, value])),
      ),
    complaint: `${key} never became ${JSON.stringify(expected)}`,
  })
const focusRow = async (path: string, key: string) => {
  await page.goto(`/w/${workspace}${path}`)
  await page.locator(`#main a[data-task="${key}"]:visible`).focus()
}

/** Where a task is on screen, and how it becomes the one that is meant. */
const places: [string, string, (key: string) => Promise<unknown>][] = [
  ['list', 'WEB-1', (key) => focusRow('/p/WEB/list', key)],
  ['board', 'WEB-2', (key) => focusRow('/p/WEB/board', key)],
  ['home', 'WEB-3', (key) => focusRow('/home', key)],
  [
    'page',
    'WEB-4',
    async (key) => {
      await page.goto(`/w/${workspace}/t/${key}`)
      await page.getByRole('textbox', { name: en.tasks.fields.title }).first().waitFor()
    },
  ],
  [
    'peek',
    'WEB-5',
    async (key) => {
      await page.goto(`/w/${workspace}/p/WEB/list?peek=${key}`)
      await page
        .getByRole('complementary')
        .getByRole('textbox', { name: en.tasks.fields.title })
        .first()
        .waitFor()
      await untilTrue(page, `document.activeElement?.localName === 'aside'`)
    },
  ],
]

test.each(places)('letters change the fields of the task on the %s', async (_, key, mean) => {
  const { statuses, labels: known } = await projects.get.query({ workspaceId, key: 'WEB' })
  const started = statuses.find(({ name }) => name === 'In progress')
  await mean(key)
  // What is typed without a pause after the key looks for an item.
  await page.keyboard.type('purg')
  await page.keyboard.press('Enter')
  await becomes(key, { priority: 'urgent' })

  await page.keyboard.type('ldoc')
  await page.keyboard.press('Enter')
  await becomes(key, { labelIds: [known.find(({ name }) => name === 'Docs')?.id] })
  await page.keyboard.press('Escape')

  await page.keyboard.type('abob')
  await page.keyboard.press('Enter')
  await becomes(key, { assigneeIds: [alice.id, bob.id] })
  await page.keyboard.press('Escape')

  await page.keyboard.press('d')
  await page.getByRole('button', { name: en.dates.tomorrow }).click()
  await pollUntil(() => read(key), { isEnough: ({ dueDate }) => dueDate !== '2020-01-01' })
  await page.keyboard.type('d2 march 2020')
  await page.keyboard.press('Enter')
  await becomes(key, { dueDate: '2020-03-02' })

  await page.keyboard.press('.')
  await page.getByText(en.tasks.copied).first().waitFor()
  await page.keyboard.type('sin p')
  await page.keyboard.press('Enter')
  await becomes(key, { statusId: started?.id })
  await page.keyboard.press('i')
  await becomes(key, { assigneeIds: [bob.id] })
})

test.each(places)(
  'E writes the title of the task on the %s, and Esc takes it back',
  async (_, key, mean) => {
    const { id, version } = await read(key)
    await tasks.change.mutate({ id, version, assigneeIds: [alice.id], dueDate: '2020-01-01' })
    await mean(key)
    await page.keyboard.type('e, again')
    await page.keyboard.press('Escape')
    await page.keyboard.type('e 새로')
    await page.keyboard.press('Enter')
    await becomes(key, { title: `Task ${key.at(-1)} 새로` })
    // The focus is back where the next key is meant.
    await page.keyboard.press('f')
    await pollUntil(() => read(key), { isEnough: ({ completedAt }) => completedAt !== null })
    await page.keyboard.press('Control+z')
    await becomes(key, { completedAt: null })
  },
)

test('what is no day stays to be mended, and the arrows lead on to the days', async () => {
  await focusRow('/p/WEB/list', 'WEB-6')
  await page.keyboard.type('dsome day')
  await page.keyboard.press('Enter')
  await page.getByText(day.hint).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await untilTrue(page, `document.activeElement?.dataset.day !== undefined`)
  await page.keyboard.press('Escape')
  await untilTrue(page, `document.activeElement?.dataset.task === 'WEB-6'`)
})

test('a title that is too long stays to be shortened, and a click elsewhere saves it', async () => {
  await focusRow('/p/WEB/list', 'WEB-6')
  await page.keyboard.press('e')
  const field = page.getByRole('dialog').getByRole('textbox', { name: en.tasks.fields.title })
  await field.fill('x'.repeat(201))
  await page.keyboard.press('Enter')
  await page.getByText(en.errors.tooMuch(201, 200)).waitFor()
  await field.fill('Shortened')
  await page.getByRole('main').click({ position: { x: 5, y: 5 } })
  await becomes('WEB-6', { title: 'Shortened' })
})

test('a title that is written while the task goes into the trash can be copied', async () => {
  const { projectId } = await read('WEB-7')
  const { id, key } = await tasks.create.mutate({ projectId, title: 'Short-lived' })
  await focusRow('/p/WEB/list', key)
  await page.keyboard.type('e, but well named')
  await tasks.trash.mutate({ id })
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: en.tasks.copyTitle }).click()
  await page.getByText(en.tasks.copied).first().waitFor()
  await page.keyboard.press('q')
  await page.keyboard.press('Control+v')
  await untilTrue(page, `document.activeElement?.value === 'Short-lived, but well named'`)
  await page.keyboard.press('Escape')
})

test('a label that there is not yet is made while typing, and put on the task', async () => {
  await focusRow('/p/WEB/list', 'WEB-6')
  await page.keyboard.type('lSecurity')
  await page.getByRole('menuitem', { name: en.tasks.createLabel('Security') }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Security', checked: true }).waitFor()
  const { labels: known } = await projects.get.query({ workspaceId, key: 'WEB' })
  await becomes('WEB-6', { labelIds: [known.find(({ name }) => name === 'Security')?.id] })
  await page.keyboard.press('Escape')
})

test('a task that leaves home passes the focus on to the next', async () => {
  await focusRow('/home', 'WEB-6')
  await page.keyboard.press('i')
  await becomes('WEB-6', { assigneeIds: [] })
  await untilTrue(page, `document.activeElement?.dataset.task === 'WEB-7'`)
})

test('Delete puts a task in the trash, the focus goes on to the next, and Ctrl Z brings it back', async () => {
  await focusRow('/p/WEB/list', 'WEB-6')
  await page.keyboard.press('Delete')
  await pollUntil(() => read('WEB-6'), { isEnough: ({ trashedAt }) => trashedAt !== null })
  await untilTrue(page, `/^WEB-[1-57]$/.test(document.activeElement?.dataset.task)`)
  await page.keyboard.press('Control+z')
  await becomes('WEB-6', { trashedAt: null })
})

test('the keys do nothing for somebody who only reads', async () => {
  const invited = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'viewer' })
  const viewer = await system.person('Viewer', invited.token)
  const other = await signedIn(viewer)
  await other.page.goto(`/w/${workspace}/p/WEB/list`)
  await other.page.locator('#main a[data-task="WEB-6"]:visible').focus()
  const before = await read('WEB-6')
  for (const key of 'spalidef') await other.page.keyboard.press(key)
  await other.page.keyboard.press('Delete')
  // The last key that does something there shows that the others have been looked at.
  await other.page.keyboard.press('?')
  await other.page.getByRole('dialog').waitFor()
  expect(await other.page.getByRole('menu').count()).toBe(0)
  expect(await read('WEB-6')).toEqual(before)
})

test.each(['list', 'page'])(
  'the palette offers what can be done with the task on the %s',
  async (where) => {
    if (where === 'list') await focusRow('/p/WEB/list', 'WEB-7')
    else {
      await page.goto(`/w/${workspace}/t/WEB-7`)
      await page.getByRole('textbox', { name: en.tasks.fields.title }).first().waitFor()
    }
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: en.tasks.priority }).waitFor()
    await page.keyboard.type(en.tasks.priority)
    await page.keyboard.press('Enter')
    await page.keyboard.type(where === 'list' ? 'hig' : 'low')
    await page.keyboard.press('Enter')
    await becomes('WEB-7', { priority: where === 'list' ? 'high' : 'low' })
  },
)

test('the keys do nothing to a task in the trash', async () => {
  const { id } = await read('WEB-5')
  await tasks.trash.mutate({ id })
  const before = await read('WEB-5')
  await page.goto(`/w/${workspace}/t/WEB-5`)
  await page.getByText(en.tasks.inTrash).waitFor()
  for (const key of 'spaldief') await page.keyboard.press(key)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(await page.getByRole('menu').count()).toBe(0)
  expect(await read('WEB-5')).toEqual(before)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: en.tasks.copyKey }).waitFor()
  expect(await page.getByRole('option', { name: en.tasks.priority }).count()).toBe(0)
  await page.keyboard.press('Escape')
})

test('a right click on a task, or the key for it, opens what its keys do: for all that are chosen when it is one of them', async () => {
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'MENU', name: 'Menu', locale: 'en' },
  })
  const { createMany } = tasks
  await createMany.mutate({ projectId, tasks: ['One', 'Two', 'Three'].map((title) => ({ title })) })
  const link = (key: string) => page.locator(`#main a[data-task="${key}"]:visible`).first()
  const menu = (name: string) => page.getByRole('menu', { name, exact: true })
  const pick = async (name: string, priority: string) => {
    await menu(name).getByRole('menuitem', { name: en.tasks.priority }).click()
    await page.getByRole('menuitemradio', { name: priority }).click()
  }
  const { urgent, high, low } = en.tasks.priorities
  for (const [layout, name] of [
    ['list', urgent] as const,
    ['board', high] as const,
    ['table', low] as const,
  ]) {
    await page.goto(`/w/${workspace}/p/MENU/${layout}`)
    await link('MENU-1').click({ button: 'right' })
    await pick('MENU-1', name)
    await becomes('MENU-1', { priority: name.toLowerCase() })
    await untilTrue(page, `document.activeElement?.dataset.task === 'MENU-1'`)
  }

  await page.goto(`/w/${workspace}/p/MENU/list`)
  await link('MENU-2').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await link('MENU-3').click({ button: 'right' })
  await menu(en.tasks.selectedCount(2)).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await pick(en.tasks.selectedCount(2), urgent)
  for (const key of ['MENU-2', 'MENU-3']) await becomes(key, { priority: 'urgent' })

  await page.keyboard.press('Escape')
  await link('MENU-1').focus()
  await page.keyboard.press('Shift+F10')
  await menu('MENU-1').waitFor()
  await page.keyboard.press('Escape')
  await menu('MENU-1').waitFor({ state: 'detached' })
  await untilTrue(page, `document.activeElement?.dataset.task === 'MENU-1'`)
  // A finger, and Shift, have the browser's own.
  const isLeft = (facts: string) =>
    page.evaluate(`document.activeElement.dispatchEvent(new PointerEvent('contextmenu',
      { bubbles: true, cancelable: true, button: 2, ${facts} }))`)
  expect(await isLeft(`pointerType: 'touch'`)).toBe(true)
  expect(await isLeft(`pointerType: 'mouse', shiftKey: true`)).toBe(true)
  expect(await isLeft(`pointerType: 'mouse'`)).toBe(false)
})
