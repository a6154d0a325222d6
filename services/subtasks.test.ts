import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { filter } from './frontend-service/web/messages/en/filter.ts'
import { quickAdd } from './frontend-service/web/messages/en/quick-add.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { FOUND_MAX } from './task-service/limits.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()

test('a task is split into parts, which show how far it is, and is completed with them', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob')
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  await tasks.create.mutate({ projectId, title: 'Trip' })
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  const isDone = async (key: string) => (await at(key)).completedAt !== null

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/WEB-1`)
  await page.getByRole('button', { name: en.tasks.addSubtask }).click()
  const field = page.getByRole('textbox', { name: en.tasks.addSubtask })
  const parts = page.getByRole('region', { name: en.tasks.subtasks, exact: true })
  // The next one is typed while the first is on its way.
  const release = await held(page, /tasks\.create/)
  await field.pressSequentially('Train')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Hotel')
  await page.keyboard.press('Enter')
  await page.keyboard.type('and')
  release()
  for (const title of ['Train', 'Hotel']) await parts.getByRole('link', { name: title }).waitFor()
  expect(await parts.getByRole('link').allTextContents()).toEqual(['Train', 'Hotel'])
  expect(await field.inputValue()).toBe('and')
  await field.fill('')
  await parts.getByText(en.tasks.subtasksDone(0, 2)).waitFor()
  await parts.getByRole('link', { name: 'Train' }).click()
  await page.getByRole('navigation', { name: en.tasks.fields.parentId }).getByRole('link').click()
  await parts.waitFor()

  // What others do to a part shows on the task that it is part of.
  const shown = (done: number) => page.getByText(en.tasks.subtasksDone(done, 2)).first()
  for (const view of ['list', 'board']) {
    await page.goto(`/w/${workspace}/p/WEB/${view}`)
    await shown(0).waitFor({ state: 'attached' })
    const { id } = await at('WEB-2')
    await bob.trpc.task.tasks.close.mutate({ id })
    await shown(1).waitFor({ state: 'attached' })
    await bob.trpc.task.tasks.reopen.mutate({ id })
    await shown(0).waitFor({ state: 'attached' })
  }

  const card = page.getByRole('link', { name: 'Trip', exact: true })
  const ask = async () => {
    await card.focus()
    await page.keyboard.press('f')
    await page.getByRole('dialog', { name: dialogs.completeTitle('WEB-1') }).waitFor()
  }
  await ask()
  await page.getByRole('button', { name: dialogs.completeOnly }).click()
  await pollUntil(() => isDone('WEB-1'))
  expect(await isDone('WEB-2')).toBe(false)
  await page.getByText(en.tasks.moveDropped('WEB-1', 'Done')).first().waitFor()
  await page.keyboard.press('Control+z')
  await pollUntil(async () => !(await isDone('WEB-1')))
  await page.getByText(en.tasks.undone('WEB-1')).first().waitFor()

  await ask()
  await page.getByRole('button', { name: dialogs.completeToo(2) }).click()
  await pollUntil(async () => (await isDone('WEB-2')) && (await isDone('WEB-3')))
  await page.getByText(en.tasks.completedTree('WEB-1')).first().waitFor()
  expect(await isDone('WEB-1')).toBe(true)
  await page.keyboard.press('Control+z')
  await pollUntil(async () => !(await isDone('WEB-3')) && !(await isDone('WEB-1')))
  await page.getByText(en.tasks.undone('WEB-1')).first().waitFor()

  // Dropped, it is one act as well.
  await page.goto(`/w/${workspace}/p/WEB/board`)
  const column = page.getByRole('region', { name: /^Done/ })
  await card.dragTo(column)
  await page.getByRole('button', { name: dialogs.completeToo(2) }).click()
  await pollUntil(async () => (await isDone('WEB-1')) && (await isDone('WEB-3')))
  await page.getByText(en.tasks.completedTree('WEB-1')).first().waitFor()
  await page.keyboard.press('Control+z')
  await pollUntil(async () => !(await isDone('WEB-1')) && !(await isDone('WEB-3')))
  await page.context().close()
})

test('indented lines of quick add become parts, and a task gets its parent from the menu', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  const parentsOf = async (key: string) => (await at(key)).ancestors.map((one) => one.title)
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'ADD', name: 'Add', locale: 'en' },
  })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/ADD/list`)
  await page.getByRole('heading', { name: en.tasks.none }).waitFor()
  await page.keyboard.press('q')
  await page.keyboard.insertText('Party\n  - Cake\n    - Flour\n  - Music\nRest')
  await page.getByRole('button', { name: quickAdd.createCount(5) }).click()
  await page.getByText(quickAdd.linesCreated(5)).waitFor()
  expect(await parentsOf('ADD-3')).toEqual(['Party', 'Cake'])
  expect(await parentsOf('ADD-4')).toEqual(['Party'])
  expect(await parentsOf('ADD-5')).toEqual([])

  const choose = async (key: string, parent: string) => {
    await page.goto(`/w/${workspace}/t/${key}`)
    await page.getByRole('button', { name: en.tasks.more, exact: true }).click()
    await page.getByRole('menuitem', { name: en.tasks.chooseParent }).click()
    await page.getByRole('combobox', { name: en.tasks.searchTask }).fill(parent)
    await page.getByRole('option', { name: parent }).waitFor()
    await page.keyboard.press('Enter')
  }
  await choose('ADD-5', 'ADD-2')
  await page.getByRole('navigation', { name: en.tasks.fields.parentId }).getByText('Cake').waitFor()
  expect(await parentsOf('ADD-5')).toEqual(['Party', 'Cake'])
  const fillers = Array.from({ length: FOUND_MAX + 1 }, (_, nth) => ({ title: `Filler ${nth}` }))
  await tasks.createMany.mutate({ projectId, tasks: fillers })
  await choose('ADD-1', 'ADD-5')
  await page
    .getByText(en.errors.circle(['ADD-5', 'ADD-2', 'ADD-1']))
    .first()
    .waitFor()
  expect(await parentsOf('ADD-1')).toEqual([])
  await page.goto(`/w/${workspace}/t/ADD-5`)
  await page.getByRole('button', { name: en.tasks.more, exact: true }).click()
  await page.getByRole('menuitem', { name: en.tasks.chooseParent }).click()
  await page.getByRole('combobox', { name: en.tasks.searchTask }).fill('filler')
  await page.getByText(filter.first(FOUND_MAX)).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: en.tasks.more, exact: true }).click()
  await page.getByRole('menuitem', { name: en.tasks.leaveParent }).click()
  await pollUntil(async () => (await parentsOf('ADD-5')).length === 0)
  await page.context().close()
})

test('in a list a task is unfolded in place, by key or press: its parts are rows below it, counted once', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const zoe = await system.colleague(alice, 'Zoe')
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'TREE', name: 'Tree', locale: 'en' },
  })
  const create = async (title: string, parentId?: string) =>
    (await tasks.create.mutate({ projectId, title, parentId })).id
  const party = await create('Party')
  const cake = await create('Cake', party)
  await create('Flour', cake)
  await create('Music', party)
  await create('Rest')
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  const { page, workspace } = await signedIn(alice)
  const shows = (...titles: string[]) =>
    untilTrue(
      page,
      `[...document.querySelectorAll('#main [data-path] a[data-task]')].map((row) => row.textContent).join() === '${titles.join()}'`,
    )
  const focused = (title: string, level: number) =>
    untilTrue(
      page,
      `document.activeElement.textContent === '${title}' && document.activeElement.closest('[data-path]')?.dataset.path.split(' ').length === ${level}`,
    )
  await page.goto(`/w/${workspace}/p/TREE/list`)
  await shows('Party', 'Cake', 'Flour', 'Music', 'Rest')
  const group = page.getByRole('button', { name: /^Backlog|^To do/ })
  await group.getByText('5', { exact: true }).waitFor()
  const release = await held(page, /tasks\.subtasks/)
  await page.getByRole('link', { name: 'Party' }).focus()
  // To the heading of its group and back; while its parts are on their way the next task is none of them.
  for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key)
  release()
  await shows('Party', 'Cake', 'Music', 'Flour', 'Rest')
  await focused('Party', 1)
  await page.keyboard.press('ArrowRight')
  await focused('Cake', 2)
  await page.keyboard.press('ArrowRight')
  await shows('Party', 'Cake', 'Flour', 'Music', 'Rest')
  await page.keyboard.press('ArrowRight')
  await focused('Flour', 3)
  await group.getByText('5', { exact: true }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  // A part takes the keys of a row, and shows what others do.
  await page.keyboard.press('i')
  await pollUntil(async () => (await at('TREE-3')).assigneeIds.length === 1)
  await focused('Flour', 3)
  await page.keyboard.press('x')
  await page.getByRole('toolbar').getByText(en.tasks.selectedCount(1)).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowLeft')
  await focused('Cake', 2)
  await page.keyboard.press('ArrowLeft')
  await shows('Party', 'Cake', 'Music', 'Flour', 'Rest')
  await zoe.trpc.task.tasks.create.mutate({ projectId, title: 'Lights', parentId: party })
  await shows('Party', 'Cake', 'Music', 'Lights', 'Flour', 'Rest')
  await focused('Cake', 2)
  await page.keyboard.press('Delete')
  await shows('Party', 'Music', 'Lights', 'Flour', 'Rest')
  await focused('Music', 2)

  // It stays unfolded, and the filter is about what stands by itself.
  await page.goto(`/w/${workspace}/p/TREE/list?q=${encodeURIComponent('text:party')}`)
  await shows('Party', 'Music', 'Lights')
  expect(await page.getByText(en.tasks.outsideFilter).count()).toBe(2)
  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar').getByText(en.tasks.selectedCount(1)).waitFor()
  await page.keyboard.press('Escape')
  const button = page.getByRole('button', { name: en.tasks.subtasksOf('TREE-1') })
  expect(await button.getAttribute('aria-expanded')).toBe('true')
  await button.click()
  await shows('Party')
  await page.context().close()
})

test('parts that cannot be read say so at their task, and unfolding it anew asks again', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'LOST', name: 'Lost', locale: 'en' },
  })
  const { id: parentId } = await tasks.create.mutate({ projectId, title: 'Cake' })
  await tasks.create.mutate({ projectId, title: 'Flour', parentId })
  const { page, workspace } = await signedIn(alice)
  await intercept(page, /tasks\.subtasks/, (route) => route.fulfill({ status: 503, body: '' }))
  await page.goto(`/w/${workspace}/p/LOST/list`)
  const button = page.getByRole('button', { name: en.tasks.subtasksOf('LOST-1') })
  await button.click()
  await button.getByRole('alert').waitFor({ state: 'attached' })
  await page.unroute(/tasks\.subtasks/)
  await button.click()
  await button.click()
  await page.locator('[data-path*=" "] a[data-task="LOST-2"]').waitFor()
  await page.context().close()
})

/** Holds requests back until they are released. */
async function held(page: Page, path: RegExp) {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(page, path, (route) => released.then(() => route.continue()))
  return release
}

test('in a table → and ← unfold and fold a task; sorted, its parts stay below it and are sorted among each other', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'GRID', name: 'Grid', locale: 'en' },
  })
  const create = async (title: string, estimate: number, parentId?: string) =>
    (await tasks.create.mutate({ projectId, title, estimate, parentId })).id
  const party = await create('Party', 1)
  const cake = await create('Cake', 8, party)
  await create('Flour', 3, cake)
  await create('Music', 5, party)
  const { page, workspace } = await signedIn(alice)
  const shows = (...lines: string[]) =>
    untilTrue(
      page,
      `[...document.querySelectorAll('[role=row][aria-level]')].map((row) => row.ariaLevel + row.querySelector('[title]').title + (row.ariaExpanded ?? '')).join() === '${lines.join()}'`,
    )
  const isAt = (title: string) =>
    untilTrue(
      page,
      `document.activeElement.closest('[role=rowheader]')?.querySelector('[title]').title === '${title}'`,
    )
  await page.goto(`/w/${workspace}/p/GRID/table?q=${encodeURIComponent('sort:-estimate')}`)
  await shows('1Cakefalse', '1Music', '1Flour', '1Partyfalse')
  await page.goto(`/w/${workspace}/p/GRID/table?q=${encodeURIComponent('sort:estimate')}`)
  await shows('1Partyfalse', '1Flour', '1Music', '1Cakefalse')
  await page.locator('a[data-task="GRID-1"]').focus()
  await page.keyboard.press('ArrowRight')
  await shows('1Partytrue', '2Music', '2Cakefalse', '1Flour')
  await isAt('Party')
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  await shows('1Partytrue', '2Music', '2Caketrue', '3Flour')
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await isAt('Flour')
  await page.keyboard.press('ArrowLeft')
  await isAt('Cake')
  await page.keyboard.press('ArrowLeft')
  await shows('1Partytrue', '2Music', '2Cakefalse', '1Flour')
  await page.getByRole('button', { name: en.tasks.subtasksOf('GRID-1') }).click()
  await shows('1Partyfalse', '1Flour', '1Music', '1Cakefalse')
  await page.keyboard.press('Enter')
  await shows('1Partytrue', '2Music', '2Cakefalse', '1Flour')
  await page.context().close()
})
