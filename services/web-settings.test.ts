import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { closedWorkspace } from './frontend-service/web/messages/en/account/closed-workspace.ts'
import { deleteWorkspace } from './frontend-service/web/messages/en/account/delete-workspace.ts'
import { recovery } from './frontend-service/web/messages/en/account/recovery.ts'
import { dashboard } from './frontend-service/web/messages/en/dashboard.ts'
import { files } from './frontend-service/web/messages/en/files.ts'
import { trash } from './frontend-service/web/messages/en/trash.ts'
import { workflow } from './frontend-service/web/messages/en/workflow.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'

const { system, chromium, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { page, workspace } = await signedIn(alice)

beforeAll(async () => {
  const { workspaceId } = alice
  await alice.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
})

const project = () =>
  alice.trpc.task.projects.get.query({ workspaceId: alice.workspaceId, key: 'WEB' })

/** What is saved at once is saved a moment later. */
const becomes = <T>(read: () => Promise<T>, expected: T) =>
  pollUntil(read, { isEnough: (answer) => JSON.stringify(answer) === JSON.stringify(expected) })
const write = async (field: string, text: string) => {
  await page.getByRole('textbox', { name: field, exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

test('an owner names the project, its labels and its statuses, and deletes them', async () => {
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.getByRole('link', { name: en.projects.settings }).click()
  await page.getByRole('heading', { name: en.projects.workflow }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(page, /projects\.update/, (route) => held.then(() => route.continue()))
  await write(en.projects.name, '홈페이지 개편')
  const name = page.getByRole('textbox', { name: en.projects.name, exact: true })
  expect(await name.inputValue()).toBe('홈페이지 개편')
  release()
  await becomes(async () => (await project()).name, '홈페이지 개편')
  await page.getByRole('radio', { name: en.projects.colours.teal }).dispatchEvent('click')
  await becomes(async () => (await project()).color, 'teal')

  const labels = async () => (await project()).labels.map(({ name, color }) => [name, color])
  await write(en.projects.newLabel, '디자인')
  await becomes(labels, [['디자인', 'red']])
  await write(`${en.tasks.labels}: 디자인`, '시안')
  await becomes(labels, [['시안', 'red']])
  await page.getByRole('button', { name: `${en.projects.colour}: 시안` }).click()
  await page.getByRole('menuitemradio', { name: en.projects.colours.violet }).click()
  await becomes(labels, [['시안', 'violet']])
  await page.getByRole('button', { name: en.projects.deleteLabel('시안') }).click()
  await page.getByRole('dialog').getByRole('button', { name: en.tasks.delete }).click()
  await becomes(labels, [])

  const statuses = async () =>
    (await project()).statuses.filter(({ group }) => group === 'started').map(({ name }) => name)
  const started = workflow.newStatus(dashboard.groups.started)
  await page.getByRole('button', { name: started }).click()
  await write(started, 'Customer check')
  await becomes(statuses, ['In progress', 'In review', 'Customer check'])
  await write(`${en.tasks.status}: Customer check`, '고객 확인')
  await becomes(statuses, ['In progress', 'In review', '고객 확인'])
  await page.getByRole('button', { name: workflow.deleteStatus('고객 확인') }).click()
  await page.getByLabel(workflow.targetStatus).selectOption({ label: 'In review' })
  await page.getByRole('button', { name: workflow.moveAndDelete }).click()
  await becomes(statuses, ['In progress', 'In review'])
})

test('an admin orders the statuses by key, menu and drag, and gives one a limit that the board shows', async () => {
  const { id: projectId } = await project()
  const order = async () => (await project()).statuses.map(({ name }) => name)
  const statusId = async (name: string) =>
    (await project()).statuses.find((status) => status.name === name)?.id ?? ''
  await page.goto(`/w/${workspace}/p/WEB/settings`)
  const handle = (name: string) => page.getByRole('button', { name: workflow.move(name) })
  const rest = { before: ['Backlog', 'To do'], after: ['Done', 'Cancelled'] }
  await handle('In review').focus()
  await page.keyboard.press('ArrowUp')
  await becomes(order, [...rest.before, 'In review', 'In progress', ...rest.after])
  // The key goes on with the same status, which has the focus still.
  await page.keyboard.press('ArrowUp')
  await becomes(order, [...rest.before, 'In review', 'In progress', ...rest.after])
  const groupOf = async (name: string) =>
    (await project()).statuses.find((status) => status.name === name)?.group
  await becomes(() => groupOf('In review'), 'unstarted')
  await handle('In review').click()
  const started = dashboard.groups.started
  await page.getByRole('menuitem', { name: workflow.toGroup(started) }).click()
  await becomes(order, [...rest.before, 'In progress', 'In review', ...rest.after])
  await handle('In review').dragTo(handle('In progress'), { targetPosition: { x: 5, y: 2 } })
  await becomes(order, [...rest.before, 'In review', 'In progress', ...rest.after])

  // Quick presses go on from what is on screen, whatever is read before they are saved.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(page, /statuses\.move/, async (route) => {
    await held
    await route.continue()
  })
  const quick = ['Backlog', 'In progress', 'To do', 'In review', ...rest.after]
  const shown = () =>
    page.locator('[id^=move-]').evaluateAll((all) => all.map((each) => each.ariaLabel))
  const named = (names: readonly string[]) => names.map((name) => workflow.move(name))
  const focused = () => page.locator(':focus').getAttribute('aria-label')
  await handle('In progress').focus()
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowUp')
  expect(await shown()).toEqual(named(quick))
  await alice.trpc.task.labels.create.mutate({ projectId, name: 'Read again', color: 'red' })
  await page.getByRole('textbox', { name: `${en.tasks.labels}: Read again` }).waitFor()
  expect(await shown()).toEqual(named(quick))
  expect(await focused()).toBe(workflow.move('In progress'))
  release()
  await becomes(order, quick)
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowDown')
  await becomes(order, [...rest.before, 'In review', 'In progress', ...rest.after])
  expect(await focused()).toBe(workflow.move('In progress'))
  await page.unroute(/statuses\.move/)

  // Its tasks would be completed with it: asked first.
  await handle('In progress').press('ArrowDown')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(workflow.completesSure('In progress')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByRole('button', { name: en.shell.cancel }).click()
  await handle('Done').press('ArrowUp')
  await page.getByText(workflow.lastOfGroup(dashboard.groups.completed)).waitFor()
  expect(await groupOf('In progress')).toBe('started')

  for (const title of ['One', 'Two'])
    await alice.trpc.task.tasks.create.mutate({
      ...{ projectId, title, statusId: await statusId('In progress') },
    })
  await write(workflow.limitOf('In progress'), '0')
  await page.getByText(workflow.limitRange(999)).waitFor()
  await write(workflow.limitOf('In progress'), '1')
  await becomes(
    async () => (await project()).statuses.find(({ name }) => name === 'In progress')?.wipLimit,
    1,
  )
  await page.getByRole('link', { name: en.projects.board, exact: true }).click()
  const column = page.getByRole('region', { name: /^In progress.*over the limit of 1$/ })
  await column.getByText('2/1').waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  const over = /^In progress\s*2\/1\s*over the limit of 1$/
  for (const view of [en.projects.table, en.projects.list]) {
    await page.getByRole('link', { name: view, exact: true }).click()
    await page.getByRole('button', { name: over }).waitFor()
    expect(await accessibilityOf(page)).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: over }).waitFor()
  await page.getByRole('link', { name: en.projects.board, exact: true }).click()
  await page
    .getByRole('navigation', { name: en.projects.column })
    .getByRole('button', { name: over })
    .waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 800 })
  await alice.trpc.task.statuses.update.mutate({
    ...{ projectId, id: await statusId('In progress'), wipLimit: 2 },
  })
  await column.waitFor({ state: 'detached' })
  await page
    .getByRole('region', { name: /^In progress.*at most 2$/ })
    .getByText('2/2')
    .waitFor()
})

test('what was thrown away is found in the trash and restored from there', async () => {
  const { id: projectId } = await project()
  const { id } = await alice.trpc.task.tasks.create.mutate({ projectId, title: 'Thrown away' })
  await alice.trpc.task.tasks.trash.mutate({ id })
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.getByRole('link', { name: en.projects.trash }).click()
  await page.getByRole('link', { name: 'Thrown away' }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('button', { name: new RegExp(`^${en.tasks.restore}`) }).click()
  await page.getByText(files.trashNone).waitFor()
  await becomes(async () => (await alice.trpc.task.tasks.trashed.query({ projectId })).length, 0)
})

test('an admin deletes one task of the trash for good and empties the rest; others see it go, and no buttons', async () => {
  const { id: projectId } = await project()
  const { tasks } = alice.trpc.task
  for (const title of ['First', 'Second', 'Third']) {
    const { id } = await tasks.create.mutate({ projectId, title })
    await tasks.trash.mutate({ id })
  }
  const titles = async () => (await tasks.trashed.query({ projectId })).map(({ title }) => title)
  const { page: other } = await signedIn(bob)
  for (const each of [page, other]) {
    await each.goto(`/w/${workspace}/p/WEB/trash`)
    await each.getByRole('link', { name: 'First' }).waitFor()
    expect(await each.getByText(trash.purgedIn(30)).count()).toBe(3)
  }
  await other.getByText(trash.lead).waitFor()
  const purging = new RegExp(`^(${trash.purge}|${trash.emptyTrash})`)
  expect(await other.getByRole('button', { name: purging }).count()).toBe(0)

  await page
    .getByRole('button', { name: new RegExp(`^${trash.purge}`) })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(trash.purgeLead).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await titles()).toHaveLength(3)
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: trash.purge }).click()
  await becomes(titles, ['Second', 'First'])
  await other.getByRole('link', { name: 'Third' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: `${trash.emptyTrash} 2` }).click()
  await page.getByText(trash.emptySure('2')).waitFor()
  await dialog.getByRole('button', { name: trash.emptyTrash }).click()
  for (const each of [page, other]) await each.getByText(files.trashNone).waitFor()
  expect(await titles()).toEqual([])
  await other.context().close()
})

test('a member who is no admin sees the settings and is offered no change', async () => {
  const { page: other } = await signedIn(bob)
  await other.goto(`/w/${workspace}/p/WEB/settings`)
  await other.getByRole('heading', { name: en.projects.workflow }).waitFor()
  const name = other.getByRole('textbox', { name: en.projects.name, exact: true })
  expect(await name.isDisabled()).toBe(true)
  expect(await other.getByRole('button', { name: /^Delete/ }).count()).toBe(0)
  await other.context().close()
})

test('an address that names only where something is leads to its first page', async () => {
  for (const [path, start] of [
    [`/w/${workspace}`, `/w/${workspace}/home`],
    [`/w/${workspace}/p/WEB`, `/w/${workspace}/p/WEB/list`],
    ['/settings', '/settings/profile'],
  ] as const) {
    await page.goto(path)
    await page.waitForURL((url) => url.pathname === start)
  }
})

test('where no mail is sent, an owner makes a link for who forgot the password', async () => {
  const carol = await system.colleague(alice, 'Carol')
  await page.goto('/settings/members')
  await page.getByRole('button', { name: `${recovery.makeLink}: Carol` }).click()
  const shown = page.getByRole('dialog').getByLabel(recovery.linkReady)
  const link = await shown.inputValue()
  expect(await accessibilityOf(page)).toEqual([])
  // It is shown only now: no key takes it away.
  await page.keyboard.press('Escape')
  expect(await shown.inputValue()).toBe(link)
  await page.getByRole('dialog').getByRole('button', { name: en.shell.close }).click()
  const [, token = ''] = link.split('/recover/')
  await alice.trpc.gateway.password.recover.mutate({ token, next: 'another horse battery' })
  expect(await carol.trpc.gateway.session.who.query()).toBeNull()

  const stranger = await chromium.newPage({ baseURL: system.url, locale: 'en-GB' })
  await stranger.goto('/recover')
  await stranger.getByText(recovery.noMail).waitFor()
  expect(await stranger.getByRole('textbox').count()).toBe(0)
  await stranger.close()
})

test('an owner renames the workspace, and deletes it by writing its name', async () => {
  await page.goto('/settings/workspace')
  await write(en.account.workspace, '하늘 스튜디오')
  await page.getByText('하늘 스튜디오').first().waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('button', { name: deleteWorkspace.act }).click()
  const dialog = page.getByRole('dialog')
  const sure = dialog.getByRole('button', { name: deleteWorkspace.act })
  expect(await sure.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('하늘 스튜디오')
  await sure.click()
  await page.getByRole('button', { name: closedWorkspace.keep }).waitFor()
  await becomes(
    () =>
      bob.trpc.task.projects.list.query({ workspaceId: alice.workspaceId }).then(
        () => 'seen',
        () => 'gone',
      ),
    'gone',
  )
})
