import { expect, test } from '@jest/globals'
import type { Route } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { internal, reactions } from './frontend-service/web/messages/en/comments.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { files } from './frontend-service/web/messages/en/files.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { COMMENT_PAGE } from './task-service/limits.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()

/** A project with one task. */
async function projectWithTask(key: string) {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key, name: key })
  const { id: taskId } = await tasks.create.mutate({ projectId, title: 'One' })
  return { projectId, taskId }
}

test('an edit of a comment never goes over another edit, and survives a reload and the deletion of the comment', async () => {
  const { comments } = alice.trpc.task
  const { taskId } = await projectWithTask('TALK')
  const { id } = await comments.create.mutate({ taskId, text: 'First words' })
  const textOf = async () => (await comments.list.query({ taskId })).items[0]?.text

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/TALK-1`)
  const comment = page.getByRole('listitem').filter({ has: page.getByText('Alice').first() })
  const field = page.getByRole('textbox', { name: en.tasks.edit, exact: true })
  const edit = async () => {
    await page.getByText((await textOf()) ?? '', { exact: true }).hover()
    await comment.getByRole('button', { name: en.tasks.more, exact: true }).first().click()
    await page.getByRole('menuitem', { name: en.tasks.edit, exact: true }).click()
  }
  const save = () => page.getByRole('button', { name: en.shell.save, exact: true }).click()

  await edit()
  await field.fill('Mine')
  const elsewhere = await comments.update.mutate({ taskId, id, text: 'Theirs' })
  expect(elsewhere.text).toBe('Theirs')
  await page.reload()
  expect(await field.inputValue()).toBe('Mine')
  await save()
  const dialog = page.getByRole('dialog', { name: dialogs.conflictTitle('TALK-1') })
  await dialog.getByText('Theirs', { exact: true }).waitFor()
  expect(await textOf()).toBe('Theirs')
  await dialog.getByRole('button', { name: dialogs.keepHere }).click()
  await pollUntil(async () => (await textOf()) === 'Mine')
  await field.waitFor({ state: 'detached' })

  await edit()
  await field.fill('Late words')
  await comments.delete.mutate({ taskId, id })
  const composer = page.getByRole('textbox', { name: en.tasks.writeComment })
  await pollUntil(async () => (await composer.inputValue()) === 'Late words')
  await page.getByText(en.tasks.commentGone).first().waitFor()
})

test('an upload on its way is cancelled by a key, its room is free, and the one behind it goes on', async () => {
  const { projectId } = await projectWithTask('FILE')
  const { page, workspace } = await signedIn(alice)
  const held: string[] = []
  await intercept(page, '**/uploads/*', async (route) => {
    // The first one stays on its way.
    if (held.push(route.request().url()) > 1) await route.continue()
  })
  await page.goto(`/w/${workspace}/t/FILE-1`)
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
  await page.locator('input[type=file]').setInputFiles([file('big.txt'), file('small.txt')])
  await page.getByRole('progressbar', { name: files.uploading('big.txt') }).waitFor()
  await pollUntil(() => held.length === 1)
  const cancel = page.getByRole('button', { name: files.cancelUpload('big.txt') })
  await cancel.focus()
  await page.keyboard.press('Enter')
  await page.getByText(files.cancelled('big.txt')).first().waitFor()
  await cancel.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY')
  await page.getByRole('listitem').filter({ hasText: 'small.txt' }).waitFor()
  await pollUntil(async () => {
    const { usedBytes } = await alice.trpc.file.usage.get.query({ projectId })
    return usedBytes === Buffer.byteLength('small.txt')
  })
})

test('files that do not answer keep what stands below them for a while only, and are away for themselves', async () => {
  await projectWithTask('DEAD')
  const { page, workspace } = await signedIn(alice)
  const held: Route[] = []
  await intercept(page, '**/trpc/file/**', (route) => {
    held.push(route)
  })
  await page.goto(`/w/${workspace}/t/DEAD-1`)
  const tab = page.getByRole('tab', { name: en.tasks.activity })
  await tab.waitFor()
  await tab.click()
  await page.locator('[role=tab][aria-selected=true]', { hasText: en.tasks.activity }).waitFor()
  expect(held.length).toBeGreaterThan(0)
  await intercept(page, '**/trpc/file/**', (route) => route.abort())
  for (const route of held) await route.abort()
  await page.getByText(en.errors.awayPart(en.errors.parts.files)).waitFor()
})

test('people react to a comment by keys and by pointer; others see it at once, and what fails is as it was', async () => {
  const { workspaceId } = alice
  const { comments } = alice.trpc.task
  const { taskId } = await projectWithTask('REACT')
  const { id } = await comments.create.mutate({ taskId, text: 'Good news' })
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
  const bob = await system.person('Bob', token)
  const { emojis, react, chip, notSaved } = reactions
  const [mine, theirs] = [await signedIn(alice), await signedIn(bob)]
  for (const { page } of [mine, theirs]) await page.goto(`/w/${mine.workspace}/t/REACT-1`)
  const chipIn = ({ page }: typeof mine, count: number, who: string) =>
    page.getByRole('button', { name: chip(emojis.heart, count, who) })

  const add = mine.page.getByRole('button', { name: react })
  await add.focus()
  await mine.page.keyboard.press('Enter')
  const row = mine.page.getByRole('dialog', { name: react })
  const isFocused = (name: string) =>
    pollUntil(() =>
      row.getByRole('button', { name }).evaluate((button) => button.matches(':focus')),
    )
  await isFocused(emojis.thumbs_up)
  expect(await accessibilityOf(mine.page)).toEqual([])
  await mine.page.keyboard.press('ArrowRight')
  await isFocused(emojis.heart)
  await mine.page.keyboard.press('Enter')
  await chipIn(mine, 1, 'You').waitFor()
  expect(await chipIn(mine, 1, 'You').getAttribute('aria-pressed')).toBe('true')

  await chipIn(theirs, 1, 'Alice').click()
  await chipIn(mine, 2, 'You and Bob').hover()
  await mine.page.getByRole('tooltip', { name: 'You and Bob' }).waitFor()
  expect(await accessibilityOf(mine.page)).toEqual([])
  await chipIn(mine, 2, 'You and Bob').focus()
  await mine.page.keyboard.press('Enter')
  await chipIn(theirs, 1, 'You').waitFor()
  // The chip with the focus goes, the focus stays near.
  await chipIn(mine, 1, 'Bob').focus()
  await bob.trpc.task.comments.react.mutate({ taskId, id, emoji: 'heart', on: false })
  await chipIn(mine, 1, 'Bob').waitFor({ state: 'detached' })
  expect(await add.evaluate((button) => button.matches(':focus'))).toBe(true)

  await intercept(mine.page, '**/comments.react*', (route) => route.abort())
  await mine.page.keyboard.press('Enter')
  await isFocused(emojis.thumbs_up)
  await mine.page.keyboard.press('Enter')
  await mine.page.getByText(notSaved(emojis.thumbs_up)).first().waitFor()
  await mine.page
    .getByRole('button', { name: chip(emojis.thumbs_up, 1, 'You') })
    .waitFor({ state: 'detached' })
})

test('a printed task has its text, subtasks and all comments, black on white and without the bars of the screen', async () => {
  const { workspaceId } = alice
  const { tasks, projects, comments } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'INK', name: 'Ink' })
  const description = '- [x] Draft\n\n[The plan](https://example.com/plan)'
  const task = await tasks.create.mutate({ projectId, title: 'Report', description })
  await tasks.create.mutate({ projectId, title: 'Figures', parentId: task.id })
  await comments.create.mutate({ taskId: task.id, text: 'Between us.', isInternal: true })
  const remarks = Array.from({ length: COMMENT_PAGE + 1 }, (_, nth) => `Remark ${nth}.`)
  await Promise.all(remarks.map((text) => comments.create.mutate({ taskId: task.id, text })))
  const { page, workspace } = await signedIn(alice)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`/w/${workspace}/t/INK-1`)
  await page
    .getByText(/^Remark/)
    .first()
    .waitFor()
  await page.evaluate('window.print = () => { window.isAsking = true }')
  await page.keyboard.press('Control+p')
  await pollUntil(() => page.evaluate('window.isAsking === true'))

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const paper = page.locator('.paper')
  await paper.locator('article', { hasText: 'Between us.' }).getByText(internal.internal).waitFor()
  for (const text of ['Draft', 'Figures', ...remarks])
    await paper.getByText(text, { exact: true }).first().waitFor()
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
  const colours = await page.evaluate(`(() => {
    const paper = getComputedStyle(document.querySelector('.paper'))
    return [paper.color, paper.backgroundColor, getComputedStyle(document.body).backgroundColor]
  })()`)
  const white = 'rgb(255, 255, 255)'
  expect(colours).toEqual(['rgb(0, 0, 0)', white, white])
  await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
  await paper.locator('a[data-address="https://example.com/plan"]').waitFor()
  await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('navigation').first().waitFor()
})

test('an internal comment says who reads it, stays internal over a reload and when it is quoted, and no guest sees it', async () => {
  const { workspaceId } = alice
  const { comments, members } = alice.trpc.task
  const { projectId, taskId } = await projectWithTask('LOCK')
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gwen = await system.person('Gwen', token)
  await members.add.mutate({ projectId, userId: gwen.id, role: 'commenter' })
  const [{ page, workspace }, { page: hers }] = [await signedIn(alice), await signedIn(gwen)]
  for (const each of [page, hers]) await each.goto(`/w/${workspace}/t/LOCK-1`)
  const field = page.getByRole('textbox', { name: en.tasks.writeComment })
  const lock = page.getByRole('button', { name: internal.internal })
  const isOn = () => lock.getAttribute('aria-pressed')

  await hers.getByRole('textbox', { name: en.tasks.writeComment }).waitFor()
  expect(await hers.getByRole('button', { name: internal.internal }).count()).toBe(0)
  await lock.click()
  await field.fill('Keep it from @Gwen')
  await page.getByRole('status').getByText(internal.who).waitFor()
  await page
    .getByRole('status')
    .getByText(internal.blind(['Gwen']))
    .waitFor()
  await field.fill('![Plan][1]\n\n[1]: </files/1/content>')
  await page.getByRole('status').getByText(internal.noPictures).waitFor()
  await field.fill('Keep it from @Gwen')
  await page.reload()
  await field.waitFor()
  expect([await field.inputValue(), await isOn()]).toEqual(['Keep it from @Gwen', 'true'])
  expect(await accessibilityOf(page)).toEqual([])
  await field.press('Control+Enter')
  const comment = page.locator('li.internal').filter({ hasText: 'Keep it from @Gwen' })
  await comment.getByText(internal.internal).waitFor()
  expect(await isOn()).toBe('false')
  expect(await accessibilityOf(page)).toEqual([])

  await comment.hover()
  await comment.getByRole('button', { name: en.tasks.more, exact: true }).click()
  await page.getByRole('menuitem', { name: en.tasks.quote }).click()
  await pollUntil(async () => (await isOn()) === 'true')
  await lock.click()
  await field.fill('For all')
  await field.press('Control+Enter')
  await hers.getByText('For all').waitFor()
  expect(await hers.locator('[data-comment]').count()).toBe(1)
  const { items } = await comments.list.query({ taskId })
  expect(items.map(({ isInternal }) => isInternal)).toEqual([true, false])
})
