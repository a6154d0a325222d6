import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Person, password } from './frontend-service/testing/people.ts'
import { invitation } from './frontend-service/web/messages/en/account/invitation.ts'
import { rules } from './frontend-service/web/messages/en/forms/rules.ts'
import { announced } from './frontend-service/web/messages/en/project/announced.ts'
import { board, views } from './frontend-service/web/messages/en/views.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { isTried, startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'

const { system, chromium, alice } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
let workspace: string

beforeAll(async () => {
  workspace = (await alice.trpc.user.workspaces.list.query())[0]?.slug ?? ''
})

const pageOf = async ({ email, trpc }: Person, locale: 'en' | 'ko' = 'en') => {
  const m = locale === 'en' ? en : ko
  await trpc.user.me.update.mutate({ locale })
  const context = await chromium.newContext({ locale, baseURL: system.url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel(m.account.email).fill(email)
  await page.getByLabel(m.account.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: m.account.signIn, exact: true }).click()
  await page.waitForURL(/\/home/)
  return page
}

const projectOf = async (key: string, name: string, visibility: 'open' | 'private') => {
  const { projects, tasks } = alice.trpc.task
  const { workspaceId } = alice
  const { id } = await projects.create.mutate({ workspaceId, key, name, visibility })
  await tasks.create.mutate({ projectId: id, title: 'A task' })
  return id
}

test.each([['en', en] as const, ['ko', ko] as const].filter(([locale]) => isTried(locale)))(
  'an archived project says in %s that it is read-only, and an owner reopens it',
  async (locale, m) => {
    const key = `ARCH${locale.toUpperCase()}`
    await projectOf(key, 'Old site', 'open')
    const page = await pageOf(alice, locale)
    await page.goto(`/w/${workspace}/p/${key}/list`)
    await page.getByRole('link', { name: m.projects.settings }).click()
    await page.getByRole('button', { name: m.projects.archive }).click()
    const sure = page.getByRole('dialog', { name: m.projects.archiveSure('Old site') })
    await sure.getByRole('button', { name: m.projects.archive }).click()
    await page.getByText(m.projects.archivedLead).waitFor()
    await page.goto(`/w/${workspace}/p/${key}/list`)
    await page.getByText(m.projects.archivedLead).waitFor()
    const add = page.getByRole('main').getByRole('button', { name: m.tasks.add })
    expect(await add.count()).toBe(0)
    expect(await accessibilityOf(page)).toEqual([])

    const reader = await pageOf(bob, locale)
    await reader.goto(`/w/${workspace}/t/${key}-1`)
    await reader.getByText(m.projects.reopenByOwner).waitFor()
    expect(await reader.getByRole('textbox', { name: m.tasks.writeComment }).count()).toBe(0)
    expect(await accessibilityOf(reader)).toEqual([])

    await page.getByRole('button', { name: m.projects.reopen }).click()
    await page.getByText(m.projects.archivedLead).waitFor({ state: 'detached' })
    await add.first().waitFor()
    await reader.getByRole('textbox', { name: m.tasks.writeComment }).first().waitFor()
    await Promise.all([page.context().close(), reader.context().close()])
  },
)

/** Confirms what a dialog says about who gains and who loses. */
async function saying(page: Page, title: string, effect: string, action: string) {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('region', { name: effect }).getByText('Bob').waitFor()
  await dialog.getByRole('button', { name: action }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('who is added to a private project sees it at once, and who is removed leaves its screen', async () => {
  await projectOf('SECRET', 'Secret plan', 'private')
  const [page, other] = [await pageOf(alice), await pageOf(bob)]
  await page.goto(`/w/${workspace}/p/SECRET/list`)
  await page.getByRole('link', { name: en.projects.settings }).click()
  const settings = page.getByRole('main')
  await settings.getByText(en.projects.visibilityLeads.private).waitFor()
  await page.locator('nav a[aria-current="page"]', { hasText: 'Secret plan' }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await settings.getByRole('button', { name: en.projects.addMember }).click()
  await page.getByRole('menuitem', { name: 'Bob' }).click()
  await settings.getByLabel(en.settings.roleOf('Bob')).selectOption('viewer')
  await saying(page, announced.titles.role('Bob'), announced.changed(1), announced.actions.role)
  await other.getByRole('link', { name: /Secret plan/ }).click()
  await other.waitForURL(/\/p\/SECRET\//)
  await other.locator('a[data-task]:visible').first().waitFor()
  await settings.getByRole('button', { name: `${en.settings.remove}: Bob` }).click()
  await saying(page, announced.titles.remove('Bob'), announced.lost(1), en.settings.remove)
  await other.waitForURL(/\/projects$/)
  await other.getByRole('heading', { name: en.projects.title }).waitFor()
  expect(await other.getByText('Secret plan').count()).toBe(0)
  await Promise.all([page.context().close(), other.context().close()])
})

test.each([['en', en] as const, ['ko', ko] as const].filter(([locale]) => isTried(locale)))(
  'a new workspace can begin with a sample, whose tasks say in %s how things are done',
  async (locale, m) => {
    const dora = await system.person(`Dora ${locale}`)
    const { workspaceId } = dora
    const page = await pageOf(dora, locale)
    await page.getByRole('button', { name: m.projects.createSample }).dblclick()
    await page.waitForURL(/\/p\/START\/list/)
    await page.getByRole('link', { name: /Q/ }).first().waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    await page.context().close()

    const { projects, tasks, activity } = dora.trpc.task
    expect(await projects.list.query({ workspaceId })).toHaveLength(1)
    const { id: projectId } = await projects.get.query({ workspaceId, key: 'START' })
    const { columns } = await tasks.board.query({ projectId })
    expect(columns.map(({ count }) => count)).toEqual([3, 5, 1, 0, 1, 0])
    const mine = await tasks.list.query({ projectId, assigneeId: dora.id })
    expect(mine.items.map(({ key }) => key)).toEqual(['START-1', 'START-2', 'START-3'])
    const { items } = await activity.list.query({ workspaceId, projectId })
    expect(items.filter(({ type }) => type === 'task.created')).toHaveLength(10)
    expect(await tasks.create.mutate({ projectId, title: 'Mine' })).toMatchObject({
      key: 'START-11',
    })
    const again = await projects.createSample.mutate({ workspaceId, locale })
    expect(again.key).toBe('START2')
  },
)

test('what fails before somebody is signed in is told in words that fit it', async () => {
  const context = await chromium.newContext({ locale: 'en-GB', baseURL: system.url })
  const page = await context.newPage()
  const json = { error: { message: '', code: -32603, data: { httpStatus: 500, code: 'INTERNAL' } } }
  await intercept(page, '**/session.signIn', (route) => route.fulfill({ status: 500, json }))
  await page.goto('/sign-in')
  await page.getByLabel(en.account.email).fill('alice@example.com')
  await page.getByLabel(en.account.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: en.account.signIn, exact: true }).click()
  await page.getByRole('alert').getByText(en.errors.unknown, { exact: true }).waitFor()

  await intercept(page, '**/invitations.preview**', (route) =>
    route.fulfill({ status: 500, json: [json] }),
  )
  await page.goto('/invite/a-link-that-may-well-be-good')
  await page.getByText(en.errors.unknown).waitFor()
  await page.unroute('**/invitations.preview**')
  await page.getByRole('button', { name: en.shell.retry }).click()
  await page.getByText(invitation.gone).first().waitFor()
  await context.close()
})

test('a card over a full column is told that it will not be taken, and neither drag nor key brings it there', async () => {
  const { workspaceId } = alice
  const { tasks, projects, statuses } = alice.trpc.task
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'FULL', name: 'Full', locale: 'en' },
  })
  const { id: projectId } = project
  const doing = project.statuses.find(({ name }) => name === 'In progress')?.id ?? ''
  await statuses.update.mutate({ projectId, id: doing, wipLimit: 1 })
  await projects.update.mutate({ id: projectId, overLimit: 'refuse' })
  await tasks.create.mutate({ projectId, title: 'Inside', statusId: doing })
  await tasks.create.mutate({ projectId, title: 'Outside' })
  const page = await pageOf(alice)
  await page.goto(`/w/${workspace}/p/FULL/board`)
  const column = page.getByRole('region', { name: /^In progress.*Full: at most 1$/ })
  await page.getByRole('link', { name: 'Outside' }).hover()
  await page.mouse.down()
  await column.hover({ position: { x: 60, y: 200 } })
  await column.hover({ position: { x: 70, y: 210 } })
  await column.getByText(views.full(1), { exact: true }).nth(1).waitFor()
  await page.screenshot({ path: 'build/full-column.png' })
  await page.mouse.up()
  expect(await accessibilityOf(page)).toEqual([])
  await page.locator('a[data-task="FULL-2"]').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.getByText(rules.statusFull('In progress', 1)).first().waitFor()
  expect((await tasks.list.query({ projectId, statusId: doing })).items).toHaveLength(1)

  // While a card is held over it the column gets room, and it is full again once the card is in.
  const said = column.getByText(views.full(1), { exact: true })
  const [inside] = (await tasks.list.query({ projectId, statusId: doing })).items
  const todo = project.statuses.find(({ name }) => name === 'To do')?.id ?? ''
  await page.getByRole('link', { name: 'Outside' }).hover()
  await page.mouse.down()
  await column.hover({ position: { x: 60, y: 200 } })
  await column.hover({ position: { x: 70, y: 210 } })
  await said.nth(1).waitFor()
  await tasks.move.mutate({ id: inside?.id ?? '', statusId: todo })
  const roomy = page.getByRole('region', { name: /^In progress.*at most 1$/ })
  await page.getByRole('region', { name: /^In progress, 0 tasks?, at most 1$/ }).waitFor()
  await roomy.hover({ position: { x: 60, y: 220 } })
  await roomy.hover({ position: { x: 70, y: 230 } })
  await page.mouse.up()
  await column.getByRole('link', { name: 'Outside' }).waitFor()
  expect(await said.count()).toBe(1)

  // Of those that a filter shows none is in progress; the column is full all the same.
  await page.goto(`/w/${workspace}/p/FULL/board?q=inside`)
  await page.getByRole('link', { name: 'Inside' }).waitFor()
  await column.getByText('1/1').waitFor()
  await page.locator('a[data-task="FULL-1"]').focus()
  await page.keyboard.press('Alt+ArrowRight')
  const why = board.moveRefused('FULL-1', rules.statusFull('In progress', 1))
  await page.getByTestId('announcer').getByText(why).waitFor({ state: 'attached' })
  await page.screenshot({ path: 'build/full-filtered.png' })
  await page.context().close()
})
