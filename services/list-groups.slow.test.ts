import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { board, views } from './frontend-service/web/messages/en/views.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept, untilTrue } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)
const { workspaceId } = alice
const { tasks, projects } = alice.trpc.task
const { urgent, none } = en.tasks.priorities

const newProject = async (key: string) =>
  (await projects.create.mutate({ workspaceId, key, name: key, locale: 'en' })).id

beforeAll(async () => {
  for (const key of ['ONE', 'TWO']) {
    const projectId = await newProject(key)
    const urgently = { projectId, priority: 'urgent' } as const
    await tasks.create.mutate({ ...urgently, title: 'Hers', assigneeIds: [alice.id] })
    await tasks.create.mutate({ ...urgently, title: 'Loose' })
    await tasks.create.mutate({ projectId, title: 'Later' })
  }
})

const open = (path: string) => page.goto(`/w/${workspace}/p/${path}`)
const region = (name: string, on: Page = page) => on.getByRole('region', { name, exact: true })
const row = (key: string) => page.locator(`#main a[data-task="${key}"]:visible`)
/** Whether a group is open, by the words of its heading. */
const isOpen = (name: string, wanted: boolean) =>
  untilTrue(
    page,
    `[...document.querySelectorAll('#main [aria-expanded]:not([aria-haspopup])')].find(
       (each) => each.textContent.startsWith('${name}'))?.ariaExpanded === '${wanted}'`,
  )
const atHeading = (group: string) =>
  untilTrue(
    page,
    `document.activeElement.matches('[data-heading]') &&
       document.activeElement.closest('section').ariaLabel === '${group}'`,
  )
const atRow = (key: string) => untilTrue(page, `document.activeElement.dataset.task === '${key}'`)
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('what is folded in a list stays so over a reload and in the table, by the kind of its groups and the saved view, and in no other project', async () => {
  await open('ONE/list?group=priority')
  await row('ONE-1').waitFor()
  await region(urgent)
    .getByRole('button', { name: new RegExp(`^${urgent}`) })
    .click()
  await row('ONE-1').waitFor({ state: 'detached' })
  await page.reload()
  await row('ONE-3').waitFor()
  await isOpen(urgent, false)
  await open('ONE/table?group=priority')
  await row('ONE-3').waitFor()
  await isOpen(urgent, false)
  // From list to list the page stays, what it shows is of another project.
  await open('ONE/list?group=priority')
  await row('ONE-3').waitFor()
  await page.getByRole('link', { name: /^TWO/ }).first().click()
  await row('TWO-1').waitFor()
  await page.keyboard.press('v')
  await page.getByLabel(views.groupBy, { exact: true }).selectOption('priority')
  await page.keyboard.press('Escape')
  await isOpen(urgent, true)

  // Groups within groups by one property are others than those by another, though they have the same names.
  await open('ONE/list?group=priority&within=assignee')
  await region(`${none} · ${views.nobody}`)
    .getByRole('button', { name: new RegExp(`^${views.nobody}`) })
    .click()
  await row('ONE-3').waitFor({ state: 'detached' })
  await open('ONE/list?group=priority&within=label')
  await row('ONE-3').waitFor()
  await open('ONE/list?group=priority&within=assignee')
  await isOpen(none, true)
  await isOpen(views.nobody, false)
  await isOpen(urgent, false)
  expect(await accessibilityOf(page)).toEqual([])

  const { id: projectId } = await projects.get.query({ workspaceId, key: 'ONE' })
  const { id } = await alice.trpc.task.views.create.mutate({
    ...{ projectId, name: 'By urgency', scope: 'private', kind: 'list', q: '' },
    groupBy: 'priority',
  })
  await open(`ONE/list?view=${id}`)
  await row('ONE-1').waitFor()
  await isOpen(urgent, true)
})

test('← goes from a task to the heading of its group and outwards, folding what is open, and → goes in again', async () => {
  await page.mouse.move(2, 2)
  await open('TWO/list?group=priority&within=assignee')
  await row('TWO-1').focus()
  await press('ArrowLeft')
  await atHeading(`${urgent} · Alice`)
  await press('ArrowLeft')
  await row('TWO-1').waitFor({ state: 'detached' })
  await press('ArrowLeft')
  await atHeading(urgent)
  await press('ArrowUp')
  await atHeading(urgent)
  await press('ArrowRight')
  await atHeading(`${urgent} · Alice`)
  await press('ArrowRight')
  await row('TWO-1').waitFor()
  await press('ArrowRight')
  await atRow('TWO-1')
  // From a heading the rows before and after it are next.
  await row('TWO-2').focus()
  await press('ArrowLeft')
  await atHeading(`${urgent} · ${views.nobody}`)
  await press('ArrowUp')
  await atRow('TWO-1')
  await row('TWO-2').focus()
  await press('ArrowLeft', 'j')
  await atRow('TWO-2')

  const line = (wanted: string) =>
    untilTrue(
      page,
      `document.activeElement.closest('[data-line]')?.dataset.line.startsWith('${wanted}')`,
    )
  await open('TWO/table?group=priority&within=assignee')
  await row('TWO-1').focus()
  await press('ArrowLeft')
  await line(`group urgent ${alice.id}`)
  await press('ArrowLeft')
  await row('TWO-1').waitFor({ state: 'detached' })
  await press('ArrowLeft')
  await untilTrue(
    page,
    `document.activeElement.closest('[data-line]')?.dataset.line === 'group urgent'`,
  )
  await press('ArrowRight')
  await line(`group urgent ${alice.id}`)
  await press('ArrowRight')
  await row('TWO-1').waitFor()
  await press('ArrowRight')
  await line(`urgent ${alice.id} `)
  await atRow('TWO-1')
  // Also from the box before it, which Home leads to.
  await press('Home', 'ArrowLeft')
  await line(`group urgent ${alice.id}`)
})

/** At once: it may be asked for again by itself in this moment. */
const pressRetry = () =>
  page.evaluate(
    `[...document.querySelectorAll('#main button')].find((each) => each.textContent === '${en.shell.retry}')?.click()`,
  )

test('a list, table or board says that not all of a group could be read, and Retry reads it', async () => {
  const projectId = await newProject('LONG')
  for (let batch = 0; batch < 2; batch++)
    await tasks.createMany.mutate({
      projectId,
      tasks: Array.from({ length: 60 }, (_, nth) => ({ title: `Task ${batch * 60 + nth}` })),
    })
  const said = page.locator('#main').getByText(views.notRead)
  const away = () =>
    intercept(page, '**/tasks.list**', (route) => route.fulfill({ status: 503, body: '' }))
  const comesBack = async () => {
    await page.unroute('**/tasks.list**')
    await pressRetry()
    await said.waitFor({ state: 'detached' })
  }
  const toEnd = () =>
    page.evaluate(
      `(document.querySelector('#main [data-index]').closest('.overflow-y-auto, [data-scroll-restoration-id]')).scrollTop = 1e6`,
    )
  for (const layout of ['list', 'table']) {
    await away()
    await open(`LONG/${layout}?within=assignee`)
    await row('LONG-1').waitFor()
    await said.waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    await comesBack()
    await page.getByText('120', { exact: true }).nth(1).waitFor()
  }
  for (const layout of ['list', 'table', 'board']) {
    await away()
    await open(`LONG/${layout}`)
    await row('LONG-1').waitFor()
    await pollUntil(async () => {
      await toEnd()
      return said.isVisible()
    })
    await comesBack()
  }
  await away()
  await open('LONG/board?sub=priority')
  await said.waitFor()
  await comesBack()
  await region(board.lane(none, 120)).waitFor()
})

test('a lane by a parent that could not be read is called unknown and has its name after Retry', async () => {
  const projectId = await newProject('KIN')
  const { id: parentId } = await tasks.create.mutate({ projectId, title: 'Whole' })
  await tasks.create.mutate({ projectId, title: 'Little', parentId })
  await intercept(page, '**/tasks.list**', (route) => route.fulfill({ status: 503, body: '' }))
  await open('KIN/board?sub=parent&q=text:little')
  const unknown = region(board.lane(board.unknownParent, 1))
  await unknown.getByRole('button', { name: en.shell.retry }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await unknown.getByRole('button', { name: en.shell.retry }).focus()
  await page.unroute('**/tasks.list**')
  await pressRetry()
  await region(board.lane('KIN-1 Whole', 1)).waitFor()
  await untilTrue(page, `document.activeElement.closest('section')?.ariaLabel.startsWith('KIN-1')`)
})

test('on paper a group within another stands under both names, black on white, with all of its tasks, folded or not', async () => {
  const printed = async (path: string) => {
    await open(path)
    await row('ONE-3').waitFor()
    await page.evaluate('window.print = () => { window.isAsking = true }')
    await page.keyboard.press('Control+p')
    await untilTrue(page, 'window.isAsking === true')
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const groups = await page.locator('.paper .paper-group th').allInnerTexts()
    const heads = await page.locator('.paper thead th').allInnerTexts()
    const sizes = await page.evaluate(`(() => {
      const of = (name) => getComputedStyle(document.querySelector(name))
      return [of('.paper-group th').color, of('.paper-group th').breakAfter, of('.paper-group').breakAfter,
        of('.paper-group th').fontWeight, of('.paper').backgroundColor, of('#root, body > div').display]
    })()`)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    return { groups, heads, sizes }
  }
  // What the first test has folded there is on the paper all the same.
  for (const layout of ['list', 'table']) {
    const { groups, heads, sizes } = await printed(`ONE/${layout}?group=priority&within=label`)
    expect(groups.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      `${urgent} · ${views.noLabel} 2`,
      `${none} · ${views.noLabel} 1`,
    ])
    expect(heads.length).toBeGreaterThan(2)
    expect(sizes).toEqual([
      ...['rgb(0, 0, 0)', 'auto', 'avoid', '600', 'rgb(255, 255, 255)', 'none'],
    ])
  }
})
