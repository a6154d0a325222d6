import { expect, test } from '@jest/globals'
import { activity as said } from './frontend-service/web/messages/en/activity.ts'
import { internal } from './frontend-service/web/messages/en/comments.ts'
import { plan } from './frontend-service/web/messages/en/plan.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { activity as korean } from './frontend-service/web/messages/ko/activity.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()

test('the activity of a task says what was before and after, field by field, in both languages', async () => {
  const { workspaceId } = alice
  const { page, workspace } = await signedIn(alice)
  // A day of another year is told with it.
  const year = await page.evaluate(() => new Date().getFullYear())
  const bob = await system.colleague(alice, 'Bert')
  const { projects, tasks, labels, relations } = alice.trpc.task
  const { id: projectId, statuses } = await projects.create.mutate({
    ...{ workspaceId, key: 'SAID', name: 'Said', locale: 'en' },
  })
  const label = await labels.create.mutate({ projectId, name: 'Urgent fix', color: 'red' })
  const { id: parentId } = await tasks.create.mutate({ projectId, title: 'Whole' })
  const made = await tasks.create.mutate({
    ...{ projectId, title: 'First title', priority: 'low', dueDate: `${year}-12-03` },
  })
  const { id } = made
  const zone = (await alice.trpc.gateway.session.who.query())?.user.timeZone ?? ''
  const changed = await tasks.change.mutate({
    ...{ id, version: made.version, title: 'Second title', priority: 'high', estimate: 3 },
    ...{ dueDate: `${year}-12-05`, dueTime: `15:00[${zone}]`, startDate: `${year}-12-01` },
    ...{ assigneeIds: [bob.id], labelIds: [label.id], parentId },
    description: 'The quick brown fox',
  })
  const { version } = await tasks.change.mutate({
    ...{ id, version: changed.version, description: 'The slow brown fox' },
  })
  // The time stays beside another day; alone it is told without the zone of who reads it.
  const later = await tasks.change.mutate({ id, version, dueDate: `${year}-12-06` })
  const noon = { dueTime: `16:00[${zone}]` }
  await tasks.change.mutate({ id, version: later.version, ...noon })
  await relations.create.mutate({ taskId: id, otherId: parentId, kind: 'relates', side: 'out' })
  const review = statuses.find(({ name }) => name === 'In review')?.id ?? ''
  await tasks.move.mutate({ id, statusId: review })
  const { id: beside } = await tasks.create.mutate({ projectId, title: 'Beside' })
  await tasks.move.mutate({ id: beside, statusId: review })
  await tasks.move.mutate({ id, statusId: review, afterId: beside })
  await projects.update.mutate({ id: projectId, name: 'Said again', color: 'blue' })

  await page.goto(`/w/${workspace}/t/SAID-2`)
  await page.getByRole('tab', { name: en.tasks.activity }).click()
  const panel = page.getByRole('tabpanel')
  await panel.getByRole('listitem').nth(3).waitFor()
  const { none, added } = said
  const { fields } = en.tasks
  for (const line of [
    `${fields.statusId} To do → In review`,
    `${fields.title} “First title” → “Second title”`,
    `${fields.priority} ${en.tasks.priorities.low} → ${en.tasks.priorities.high}`,
    `${fields.dueDate} 3 Dec → 5 Dec, 15:00`,
    `${fields.dueDate} 5 Dec, 15:00 → 6 Dec, 15:00`,
    `${plan.dueTime} 15:00 → 16:00`,
    `${fields.startDate} ${none} → 1 Dec`,
    `${fields.estimate} ${none} → 3 points`,
    `${fields.assigneeIds} ${added('Bert')}`,
    `${fields.labelIds} ${added('Urgent fix')}`,
    `${fields.parentId} ${none} → SAID-1`,
    added(said.relationOf(en.tasks.sides.relates, 'SAID-1')),
  ])
    await panel.getByRole('listitem').filter({ hasText: line }).first().waitFor()
  await panel.getByText(said.events.ordered('Alice', 'SAID-2')).waitFor()
  await panel.getByRole('button', { name: said.look }).first().click()
  await panel.getByText('quick', { exact: true }).waitFor()
  await panel.getByText('slow', { exact: true }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  await page.goto(`/w/${workspace}/history`)
  const act = page.getByRole('listitem').filter({ hasText: 'SAID-2' })
  await act
    .filter({ hasText: `${fields.priority} Low → High` })
    .first()
    .waitFor()

  await page.goto(`/w/${workspace}/home`)
  const feed = page.getByRole('main')
  await feed.getByText(said.events.projectChanged('Alice', 'Said again')).waitFor()
  await feed.getByText(`${said.name} Said → Said again`).waitFor()

  await alice.trpc.user.me.update.mutate({ locale: 'ko' })
  await page.reload()
  await page.getByText(korean.events.projectChanged('Alice', 'Said again')).waitFor()
  await page.goto(`/w/${workspace}/t/SAID-2`)
  await page.getByRole('tab', { name: ko.tasks.activity }).click()
  await page
    .getByRole('listitem')
    .filter({ hasText: `${ko.tasks.fields.dueDate} 12월 3일 → 12월 5일 오후 3:00` })
    .first()
    .waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await alice.trpc.user.me.update.mutate({ locale: 'en' })
  await page.context().close()
})

test('the activity of a task that was moved to another project calls nothing deleted that nobody deleted', async () => {
  const { workspaceId } = alice
  const { projects, tasks, labels, relocations } = alice.trpc.task
  const made = (key: string) =>
    projects.create.mutate({ workspaceId, key, name: `Of ${key}`, locale: 'en' })
  const [from, to] = [await made('FROM'), await made('INTO')]
  const label = await labels.create.mutate({ projectId: from.id, name: 'Left', color: 'red' })
  const { id, version } = await tasks.create.mutate({ projectId: from.id, title: 'Wanderer' })
  await tasks.change.mutate({ id, version, labelIds: [label.id], priority: 'high' })
  const review = from.statuses.find(({ name }) => name === 'In review')?.id ?? ''
  await tasks.move.mutate({ id, statusId: review })
  await relocations.create.mutate({ projectId: from.id, targetId: to.id, ids: [id] })
  const first = to.statuses.find(({ name }) => name === 'To do')?.id ?? ''
  await tasks.move.mutate({ id, statusId: first })
  const there = to.statuses.find(({ name }) => name === 'In progress')?.id ?? ''
  await tasks.move.mutate({ id, statusId: there })
  await labels.delete.mutate({ projectId: from.id, id: label.id })

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/INTO-1`)
  await page.getByRole('tab', { name: en.tasks.activity }).click()
  const panel = page.getByRole('tabpanel')
  const { fields, priorities } = en.tasks
  await panel.getByText(said.events.moved('Alice', 'FROM-1', 'INTO-1')).waitFor()
  for (const line of [
    `${fields.priority} ${priorities.none} → ${priorities.high}`,
    `${fields.statusId} To do → In progress`,
  ])
    await panel.getByRole('listitem').filter({ hasText: line }).first().waitFor()
  expect(await panel.getByText(said.deletedStatus).count()).toBe(0)
  expect(await panel.getByText(said.deletedLabel).count()).toBe(0)
  await page.context().close()
})

test('until the members are known, nobody is called anything', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { workspaceId } = alice
  const { page, workspace } = await signedIn(alice)
  await bob.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'NEWS', name: 'News', locale: 'en' },
  })
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.goto('/')
  await intercept(page, '**/user/*members.list*', async (route) => {
    await released
    await route.continue()
  })
  await page.goto(`/w/${workspace}/home`)
  const feed = page.getByRole('main')
  await feed.getByText(said.events.projectCreated('…', 'News')).waitFor()
  expect(await page.getByText(en.tasks.someone).count()).toBe(0)
  release()
  await feed.getByText(said.events.projectCreated('Bob', 'News')).waitFor()
  await page.context().close()
})

test('an internal comment is made public after a question that names its new readers, and Ctrl Z takes it from them', async () => {
  const { workspaceId } = alice
  const { tasks, projects, comments, members } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'OPEN', name: 'O' })
  const { id: taskId } = await tasks.create.mutate({ projectId, title: 'One' })
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gwen = await system.person('Gwen', token)
  await members.add.mutate({ projectId, userId: gwen.id, role: 'commenter' })
  await comments.create.mutate({ taskId, text: 'Between us', isInternal: true })
  const [{ page, workspace }, { page: hers }] = [await signedIn(alice), await signedIn(gwen)]
  for (const each of [page, hers]) await each.goto(`/w/${workspace}/t/OPEN-1`)
  await hers.getByText(en.tasks.noComments).waitFor()
  const comment = page.locator('[data-comment]').filter({ hasText: 'Between us' })
  const pick = async (name: string) => {
    await comment.hover()
    await comment.getByRole('button', { name: en.tasks.more, exact: true }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await pick(internal.makePublic)
  const dialog = page.getByRole('dialog', { name: internal.publicTitle })
  await dialog.getByText('Gwen').waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByRole('button', { name: en.shell.cancel }).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await comments.list.query({ taskId })).items[0]?.isInternal).toBe(true)
  await pick(internal.makePublic)
  await dialog.getByRole('button', { name: internal.makePublic }).click()
  await hers.getByText('Between us').waitFor()
  await page.getByText(internal.madePublic('OPEN-1')).first().waitFor()
  await page.keyboard.press('Control+z')
  await hers.getByText('Between us').waitFor({ state: 'detached' })
  await page.locator('li.internal').filter({ hasText: 'Between us' }).waitFor()
  await page.keyboard.press('Control+Shift+Z')
  await hers.getByText('Between us').waitFor()
  await pick(internal.makeInternal)
  await hers.getByText('Between us').waitFor({ state: 'detached' })
  await page.context().close()
  await hers.context().close()
})
