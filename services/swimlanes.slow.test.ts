import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { rules } from './frontend-service/web/messages/en/forms/rules.ts'
import { board, views } from './frontend-service/web/messages/en/views.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { workspaceId } = alice
const { tasks, projects, statuses, actions } = alice.trpc.task

const newProject = async (key: string) => {
  const project = await projects.create.mutate({ workspaceId, key, name: key, locale: 'en' })
  const idOf = (wanted: string) => project.statuses.find(({ name }) => name === wanted)?.id ?? ''
  return { ...project, todo: idOf('To do'), doing: idOf('In progress') }
}
const at = (key: string) => tasks.get.query({ workspaceId, key })
const lane = (page: Page, name: string, count: number) =>
  page.getByRole('region', { name: board.lane(name, count), exact: true })
const cell = (page: Page, laneId: string, nth: number) =>
  page.locator(`[data-lane="${laneId}"]`).nth(nth)

test('a card that is put into another lane by pointer or key gets its field and status in one act, which one key takes back', async () => {
  const { id: projectId, todo, doing } = await newProject('LANE')
  const make = (title: string, rest: object) =>
    tasks.create.mutate({ projectId, title, statusId: todo, ...rest })
  await make('Report', { assigneeIds: [alice.id] })
  await make('Review', { statusId: doing, assigneeIds: [alice.id, bob.id] })
  await make('Idle', {})
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/LANE/board?sub=assignee`)
  await lane(page, 'Alice', 2).getByRole('link', { name: 'Review' }).waitFor()
  await lane(page, 'Bob', 1).getByRole('link', { name: 'Review' }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  await lane(page, views.nobody, 1)
    .getByRole('link', { name: 'Idle' })
    .dragTo(lane(page, 'Alice', 2).getByRole('listitem').filter({ hasText: 'Review' }), {
      targetPosition: { x: 20, y: 4 },
    })
  await lane(page, 'Alice', 3).waitFor()
  await page.getByText(en.tasks.moveDropped('LANE-3', 'In progress · Alice')).first().waitFor()
  expect(await at('LANE-3')).toMatchObject({ statusId: doing, assigneeIds: [alice.id] })
  const order = (await tasks.list.query({ projectId, statusId: doing })).items
  expect(order.map(({ key }) => key)).toEqual(['LANE-3', 'LANE-2'])
  await page.keyboard.press('Control+z')
  await page.getByText(en.tasks.undone('LANE-3')).first().waitFor()
  await lane(page, views.nobody, 1).getByRole('link', { name: 'Idle' }).waitFor()
  expect(await at('LANE-3')).toMatchObject({ statusId: todo, assigneeIds: [] })
  const { items: acts } = await actions.list.query({ workspaceId })
  const later = acts.filter(({ type }) => type.startsWith('task.') && type !== 'task.created')
  expect(later).toHaveLength(1)

  // By keys: down and up over the lanes of a status, at once with Alt, in move mode with Shift to the next lane.
  await page.mouse.move(2, 2)
  await lane(page, 'Alice', 2).getByRole('link', { name: 'Report' }).focus()
  await page.keyboard.press('ArrowDown')
  await pollUntil(() => page.evaluate("document.activeElement.dataset.task === 'LANE-3'"))
  await page.keyboard.press('ArrowUp')
  await pollUntil(() => page.evaluate("document.activeElement.dataset.task === 'LANE-1'"))
  await page.keyboard.press('Alt+ArrowDown')
  await pollUntil(async () => (await at('LANE-1')).assigneeIds.join() === bob.id)
  await lane(page, 'Bob', 2).getByRole('link', { name: 'Report' }).waitFor()
  await page.keyboard.press('m')
  await page.getByText(board.moveHint).waitFor()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await pollUntil(async () => (await at('LANE-1')).statusId === doing)
  expect(await at('LANE-1')).toMatchObject({ assigneeIds: [] })
  await page.keyboard.press('Control+z')
  await pollUntil(async () => (await at('LANE-1')).assigneeIds.join() === bob.id)

  const fold = lane(page, 'Alice', 1).getByRole('button', { name: /^Alice/ })
  await fold.click()
  await page.reload()
  await lane(page, 'Bob', 2).getByRole('link', { name: 'Report' }).waitFor()
  expect(await fold.getAttribute('aria-expanded')).toBe('false')
  expect(await lane(page, 'Alice', 1).getByRole('link').count()).toBe(0)
  await page.context().close()
})

test('lanes that hold nothing are there while a card is on its way, limits are those of the status over all lanes, and a view keeps them', async () => {
  const { id: projectId, todo, doing } = await newProject('WIPS')
  for (const [title, priority, statusId] of [
    ['Inside', 'low', doing],
    ['Outside', 'high', todo],
  ] as const)
    await tasks.create.mutate({ projectId, title, priority, statusId })
  await statuses.update.mutate({ projectId, id: doing, wipLimit: 1 })
  await projects.update.mutate({ id: projectId, overLimit: 'refuse' })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/WIPS/board`)
  await page.getByRole('button', { name: views.display }).click()
  await page.getByLabel(views.lanesBy).selectOption('priority')
  await page.waitForURL(/sub=priority/)
  await page.keyboard.press('Escape')
  const { high, urgent } = en.tasks.priorities
  await lane(page, high, 1).waitFor()
  expect(await lane(page, urgent, 0).count()).toBe(0)
  await page.getByRole('link', { name: 'Outside' }).hover()
  await page.mouse.down()
  await cell(page, 'low', 2).hover({ position: { x: 60, y: 20 } })
  await lane(page, urgent, 0).waitFor()
  await page.getByText(views.full(1), { exact: true }).nth(1).waitFor()
  await cell(page, 'low', 2).hover({ position: { x: 70, y: 22 } })
  await page.mouse.up()
  await lane(page, urgent, 0).waitFor({ state: 'detached' })
  expect(await at('WIPS-2')).toMatchObject({ statusId: todo, priority: 'high' })

  await page.getByRole('link', { name: 'Outside' }).hover()
  await page.mouse.down()
  await cell(page, 'high', 1).hover({ position: { x: 60, y: 20 } })
  await cell(page, 'urgent', 1).hover({ position: { x: 60, y: 20 } })
  await cell(page, 'urgent', 1).hover({ position: { x: 70, y: 22 } })
  await page.mouse.up()
  await lane(page, urgent, 1).getByRole('link', { name: 'Outside' }).waitFor()
  await pollUntil(async () => (await at('WIPS-2')).priority === 'urgent')
  await page.locator('a[data-task="WIPS-2"]').focus()
  await page.keyboard.press('Alt+ArrowRight')
  const why = board.moveRefused('WIPS-2', rules.statusFull('In progress', 1))
  await page.getByTestId('announcer').getByText(why).waitFor({ state: 'attached' })

  await page.getByRole('button', { name: views.save }).click()
  await page.getByLabel(views.name, { exact: true }).fill('By urgency')
  await page.getByRole('button', { name: views.create, exact: true }).click()
  await page.waitForURL(/view=/)
  await lane(page, urgent, 1).waitFor()
  const { views: saved } = alice.trpc.task
  expect(await saved.list.query({ projectId })).toMatchObject([
    { name: 'By urgency', kind: 'board', subBy: 'priority' },
  ])
  expect(new URL(page.url()).searchParams.has('sub')).toBe(false)
  await page.context().close()
})

test('what others did to a card while it was on its way is not lost, the copy that was moved keeps the focus, and move mode ends with its card', async () => {
  const { id: projectId, todo } = await newProject('COPY')
  const { labels } = alice.trpc.task
  const labelIds: string[] = []
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    labelIds.push((await labels.create.mutate({ projectId, name, color: 'red' })).id)
  const [alpha = '', beta = '', gamma = ''] = labelIds
  for (const [title, ids] of [
    ['Stays', [beta]],
    ['Both', [alpha, beta]],
    ['Last', [gamma]],
  ] as const)
    await tasks.create.mutate({ projectId, title, statusId: todo, labelIds: [...ids] })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/COPY/board?sub=label`)
  const laneOfFocus = (wanted: string) =>
    pollUntil(() =>
      page.evaluate(`document.activeElement.closest('[data-lane]')?.dataset.lane === '${wanted}'`),
    )
  await lane(page, 'Beta', 2).getByRole('link', { name: 'Both' }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await lane(page, 'Gamma', 2).getByRole('link', { name: 'Both' }).waitFor()
  await laneOfFocus(gamma)
  await pollUntil(async () => (await at('COPY-2')).labelIds.join() === [alpha, gamma].join())

  const changes = [{ assigneeIds: [bob.id] }, undefined, { labelIds: [alpha, beta, gamma] }]
  await intercept(page, '**/tasks.move**', async (route) => {
    const { id, version } = await at('COPY-2')
    const fields = changes.shift()
    if (fields) await tasks.change.mutate({ id, version, ...fields })
    await route.continue()
  })
  await page.keyboard.press('Alt+ArrowUp')
  await pollUntil(async () => (await at('COPY-2')).labelIds.join() === [alpha, beta].join())
  expect(await at('COPY-2')).toMatchObject({ assigneeIds: [bob.id] })
  await laneOfFocus(beta)
  await page.keyboard.press('Alt+ArrowDown')
  const conflict = page.getByRole('dialog', { name: /COPY-2/ })
  await conflict.getByText('Alpha, Gamma', { exact: true }).waitFor()
  await conflict.getByText('Alpha, Beta, Gamma', { exact: true }).waitFor()
  expect((await at('COPY-2')).labelIds).toHaveLength(3)
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.unroute('**/tasks.move**')

  const parentId = (await at('COPY-1')).id
  for (const rest of [{}, { parentId }])
    await tasks.create.mutate({ projectId, title: 'Part', statusId: todo, ...rest })
  await page.goto(`/w/${workspace}/p/COPY/board?sub=parent`)
  await intercept(page, '**/tasks.move**', async (route) => {
    const { id, version } = await at('COPY-5')
    await tasks.change.mutate({ id, version, parentId: (await at('COPY-4')).id })
    await route.continue()
  })
  await lane(page, 'COPY-1 Stays', 1).getByRole('link', { name: 'Part' }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  const parents = page.getByRole('dialog', { name: /COPY-5/ })
  await parents.getByText('COPY-4 Part', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.unroute('**/tasks.move**')

  await page.goto(`/w/${workspace}/p/COPY/board?sub=label`)
  await lane(page, 'Gamma', 2).getByRole('link', { name: 'Last' }).focus()
  await page.keyboard.press('m')
  await page.getByText(board.moveHint).waitFor()
  await tasks.trash.mutate({ id: (await at('COPY-3')).id })
  await lane(page, 'Gamma', 1).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText(board.moveHint).waitFor({ state: 'detached' })
  await page.context().close()
})

test('of 600 cards in lanes those near the view are drawn, and each is reached', async () => {
  const { id: projectId, todo, doing } = await newProject('MANY')
  const priorities = ['urgent', 'high', 'medium', 'low', 'none'] as const
  for (let batch = 0; batch < 6; batch++)
    await tasks.createMany.mutate({
      projectId,
      tasks: Array.from({ length: 100 }, (_, nth) => ({
        ...{ title: `Card ${batch * 100 + nth}`, statusId: nth % 2 ? todo : doing },
        priority: priorities[(batch * 100 + nth) % 5],
      })),
    })
  const parent = await at('MANY-1')
  await tasks.create.mutate({ projectId, title: 'Part', parentId: parent.id })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/MANY/board?sub=priority`)
  await lane(page, en.tasks.priorities.urgent, 120).waitFor()
  const last = lane(page, en.tasks.priorities.none, 121)
  await last.waitFor()
  const links = page.locator('#main a[data-task]')
  await links.first().waitFor()
  expect(await links.count()).toBeLessThan(80)
  await last.getByRole('button').scrollIntoViewIfNeeded()
  await last.getByRole('link').first().waitFor()
  expect(await links.count()).toBeLessThan(120)

  await page.goto(`/w/${workspace}/p/MANY/board?sub=parent`)
  await lane(page, 'MANY-1 Card 0', 1).getByRole('link', { name: 'Part' }).waitFor()
  await lane(page, board.noParent, 600).waitFor()

  // Lanes are there again after another layout, which is gone to by keys and left by its tab.
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.waitForURL(/list/)
  await page.getByRole('link', { name: 'Board' }).first().click()
  await page.waitForURL(/board/)
  await lane(page, board.noParent, 600).waitFor()
  await tasks.trash.mutate({ id: parent.id })
  await page.getByRole('region', { name: / 1 task$/ }).waitFor({ state: 'detached' })
  await lane(page, board.noParent, 600).waitFor()

  // Parents that the board does not show are asked for, however many there are: each lane has its name.
  const { id: far } = await newProject('FAR')
  const pairs = Array.from({ length: 100 }, (_, nth) =>
    nth % 2 === 0 ? { title: 'Large' } : { title: 'Little', parent: nth - 1 },
  )
  for (let batch = 0; batch < 3; batch++)
    await tasks.createMany.mutate({ projectId: far, tasks: pairs })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('tasks.list')) asked.push(request.url())
  })
  await page.goto(`/w/${workspace}/p/FAR/board?sub=parent&q=text:little`)
  await pollUntil(() => page.locator('#main h3').allInnerTexts(), {
    isEnough: (found) => found.length === 150 && found.every((text) => text.startsWith('FAR-')),
  })
  // Ids of a hundred are 4.5 kB of an address: of all together a server takes no more than some hundreds.
  expect(Math.max(...asked.map(({ length }) => length))).toBeLessThan(6000)
  await page.context().close()
})
