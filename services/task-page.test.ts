import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'

const { alice, signedIn } = await startBrowserTest()

test('an edit of a comment never goes over another edit, and survives a reload and the deletion of the comment', async () => {
  const { workspaceId } = alice
  const { tasks, projects, comments } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'TALK', name: 'Talk' })
  const { id: taskId } = await tasks.create.mutate({ projectId, title: 'One' })
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
  await dialog.getByRole('button', { name: dialogs.keepMine }).click()
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
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'FILE', name: 'File' })
  await tasks.create.mutate({ projectId, title: 'One' })
  const { page, workspace } = await signedIn(alice)
  const held: string[] = []
  await page.route('**/uploads/*', async (route) => {
    // The first one stays on its way.
    if (held.push(route.request().url()) > 1) await route.continue()
  })
  await page.goto(`/w/${workspace}/t/FILE-1`)
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
  await page.locator('input[type=file]').setInputFiles([file('big.txt'), file('small.txt')])
  await page.getByRole('progressbar', { name: en.files.uploading('big.txt') }).waitFor()
  await pollUntil(() => held.length === 1)
  const cancel = page.getByRole('button', { name: en.files.cancelUpload('big.txt') })
  await cancel.focus()
  await page.keyboard.press('Enter')
  await page.getByText(en.files.cancelled('big.txt')).first().waitFor()
  await cancel.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY')
  await page.getByRole('listitem').filter({ hasText: 'small.txt' }).waitFor()
  await pollUntil(async () => {
    const { usedBytes } = await alice.trpc.file.usage.get.query({ projectId })
    return usedBytes === Buffer.byteLength('small.txt')
  })
})
