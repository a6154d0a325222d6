import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { activity } from './frontend-service/web/messages/en/activity.ts'
import { internal } from './frontend-service/web/messages/en/comments.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const jieun = await system.colleague(alice, '김지은')
// Of the same name: an id tells them apart.
const namesake = await system.colleague(alice, '김지은')
const { workspaceId } = alice
const { page, workspace } = await signedIn(alice)

test('whom somebody chooses after @ watches the task; a text calls each by the name that they have now', async () => {
  const { user, task } = alice.trpc
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'NAMED', name: 'Named' },
  })
  const { id: taskId } = await task.tasks.create.mutate({ projectId, title: 'Broken' })
  const invited = await user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gina = await system.person('Gina', invited.token)
  await task.members.add.mutate({ projectId, userId: gina.id, role: 'commenter' })

  await page.goto(`/w/${workspace}/t/NAMED-1`)
  const field = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await field.pressSequentially('@김')
  expect(await page.getByRole('option', { name: '김지은' }).count()).toBe(2)
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('option', { name: '김지은' }).first().click()
  // The field shows the name alone; the text that is sent says which of them is meant.
  expect(await field.inputValue()).toBe('@김지은 ')
  // A particle is written right behind the name.
  await page.keyboard.press('Backspace')
  await field.pressSequentially('님께')
  await page.keyboard.press('Control+Enter')
  const mark = page.locator('.prose .mention')
  await page.locator('.prose').getByText('@김지은님께').waitFor()
  expect(await mark.allTextContents()).toEqual(['@김지은'])
  const [comment] = (await task.comments.list.query({ taskId })).items
  const [, id = ''] = /^\[@김지은\]\(user:(.+)\)님께$/.exec(comment?.text ?? '') ?? []
  expect([jieun.id, namesake.id]).toContain(id)
  const person = id === jieun.id ? jieun : namesake
  expect(new Set(await task.watchers.list.query({ taskId }))).toEqual(new Set([alice.id, id]))
  // The card is of that one alone.
  await mark.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  const card = page.getByRole('tooltip')
  await card.getByText(person.email).waitFor()
  expect(await card.getByRole('listitem').count()).toBe(1)

  await person.trpc.user.me.update.mutate({ name: '김하은' })
  await page.reload()
  await mark.getByText('@김하은', { exact: true }).waitFor()
  const theirs = await signedIn(person)
  await theirs.page.goto(`/w/${workspace}/t/NAMED-1`)
  await theirs.page.locator('.prose .mention-me').getByText('@김하은').waitFor()
  // A guest who does not meet them reads the name that was written.
  const guest = await signedIn(gina)
  await guest.page.goto(`/w/${workspace}/t/NAMED-1`)
  await guest.page.locator('.prose .mention').getByText('@김지은', { exact: true }).waitFor()

  await person.trpc.gateway.account.delete.mutate({ email: person.email })
  await page.reload()
  await mark.getByText(en.tasks.deletedUser, { exact: true }).waitFor()
  expect(await task.watchers.list.query({ taskId })).toEqual([alice.id])
  for (const each of [guest.page, theirs.page]) await each.context().close()
})

test('what is typed as text stands out as before, and calls nobody', async () => {
  const { task } = alice.trpc
  const [project] = await task.projects.list.query({ workspaceId })
  const { id: taskId } = await task.tasks.create.mutate({
    ...{ projectId: project?.id ?? '', title: 'Old', description: '@김지은님, [@Olga](user:none)' },
  })
  await page.goto(`/w/${workspace}/t/NAMED-2`)
  await page.locator('.prose .mention').getByText('@김지은', { exact: true }).waitFor()
  expect(await page.locator('.prose .mention').count()).toBe(1)
  expect(await page.locator('.prose').getByRole('link').count()).toBe(0)
  expect(await task.watchers.list.query({ taskId })).toEqual([alice.id])
})

test('whom somebody has chosen in one text is not meant in the next, where the name is only typed', async () => {
  const { task } = alice.trpc
  const { id: taskId } = await task.tasks.get.query({ workspaceId, key: 'NAMED-2' })
  const texts = async () =>
    (await task.comments.list.query({ taskId })).items.map(({ text }) => text)
  await page.goto(`/w/${workspace}/t/NAMED-2`)
  const field = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await field.pressSequentially('@김')
  await page.getByRole('option', { name: '김지은' }).click()
  await page.keyboard.press('Control+Enter')
  await pollUntil(async () => (await texts()).length === 1)
  await field.pressSequentially('@김지은')
  await page.getByRole('option', { name: '김지은' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Enter')
  await pollUntil(async () => (await texts()).length === 2)
  expect(await texts()).toEqual([expect.stringContaining('](user:'), '@김지은'])
})

test('texts are shown whatever signs the names of people have', async () => {
  const { task } = alice.trpc
  const name = 'Jean-Luc [x] ^.$*+?(|)\\{}/'
  const { trpc } = await system.colleague(alice, 'Jean')
  await trpc.user.me.update.mutate({ name })
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'SIGNS', name: 'Signs' },
  })
  const description = `**Now** @${name.replace(/[\\*]/g, '\\$&')} looks`
  await task.tasks.create.mutate({ projectId, title: 'Signs', description })
  await page.goto(`/w/${workspace}/t/SIGNS-1`)
  await page.locator('.prose strong').getByText('Now').waitFor()
  expect(await page.locator('.prose .mention').allTextContents()).toEqual([`@${name}`])
})

test('where a text is not formatted, whom it names is called by name, and no id is seen', async () => {
  const { task } = alice.trpc
  const { id: userId } = await system.colleague(alice, 'Mina Park')
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'PLAIN', name: 'Plain' },
  })
  const named = (rest: string) => `Ask [@Mina](user:${userId}) ${rest}`
  const { id } = await task.tasks.create.mutate({
    ...{ projectId, title: 'Words', description: 'Ask nobody' },
  })
  const text = named('about it')
  await task.comments.create.mutate({ taskId: id, text, isInternal: true })
  const change = async (description: string) => {
    const { version } = await task.tasks.get.query({ workspaceId, key: 'PLAIN-1' })
    await task.tasks.change.mutate({ id, version, description })
  }
  await change(named('now'))
  await page.goto(`/w/${workspace}/t/PLAIN-1`)
  const comment = page.locator('[data-comment]').filter({ hasText: 'about it' })
  await comment.hover()
  await comment.getByRole('button', { name: en.tasks.more, exact: true }).click()
  await page.getByRole('menuitem', { name: internal.makePublic }).click()
  await page.getByRole('dialog').getByText('Ask @Mina Park about it', { exact: true }).waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: en.tasks.activity }).click()
  const panel = page.getByRole('tabpanel')
  await panel.getByRole('button', { name: activity.look }).first().click()
  await panel.getByText('@Mina Park now', { exact: true }).waitFor()
  expect(await panel.textContent()).not.toContain('user:')

  await page.getByRole('button', { name: en.tasks.editDescription }).click()
  const field = page.getByRole('textbox', { name: en.tasks.description })
  expect(await field.inputValue()).toBe('Ask @Mina now')
  await field.fill('Ask @Mina later')
  await change(named('never'))
  await field.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Ask @Mina Park later', { exact: true }).waitFor()
  await dialog.getByText('Ask @Mina Park never', { exact: true }).waitFor()
})
