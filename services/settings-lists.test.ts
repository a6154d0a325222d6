import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { members } from './frontend-service/web/messages/en/account/members.ts'
import { teams } from './frontend-service/web/messages/en/account/teams.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { workspaceId } = alice

const canRead = (projectId: string) =>
  bob.trpc.task.tasks.list.query({ projectId }).then(
    () => true,
    () => false,
  )

test('before somebody is put into a team the page names the projects that it opens, and a toast takes that and its reverse back', async () => {
  const { user, task } = alice.trpc
  const { id } = await user.teams.create.mutate({ workspaceId, name: 'Research' })
  const made: string[] = []
  for (const [key, visibility, role] of [
    ['LABS', 'private', 'commenter'],
    ['BOOK', 'open', 'member'],
  ] as const) {
    const project = { workspaceId, key, name: `Project ${key}`, visibility }
    const { id: projectId } = await task.projects.create.mutate(project)
    await task.projectTeams.set.mutate({ projectId, teamId: id, role })
    made.push(projectId)
  }
  const labs = () => canRead(made[0] ?? '')
  const { page } = await signedIn(alice)
  await page.goto('/settings/teams')
  await page.getByRole('button', { name: /^Research/ }).click()
  const people = page.getByRole('region', { name: teams.people('Research') })
  const add = async () => {
    await people.getByRole('button', { name: teams.add }).click()
    await page.getByRole('menuitem', { name: 'Bob' }).click()
  }
  const dialog = page.getByRole('dialog', { name: teams.addSure('Bob', 'Research') })
  await add()
  await dialog.getByText(teams.opens(2)).waitFor()
  const lines = await dialog.getByRole('listitem').allInnerTexts()
  expect(lines.map((line) => line.split(/\s*\n\s*/))).toEqual([
    ['Project BOOK', 'BOOK', en.settings.roles.member],
    ['Project LABS', 'LABS', en.settings.roles.commenter],
  ])
  await dialog.getByRole('img', { name: en.projects.visibilities.private }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await labs()).toBe(false)

  await add()
  await dialog.getByRole('button', { name: teams.addAct, exact: true }).click()
  const undo = page.getByRole('button', { name: en.shell.undo })
  const ofBob = people.getByRole('button', { name: teams.removeOf('Bob') })
  await page.getByText(teams.added('Bob', 'Research')).waitFor()
  expect(await labs()).toBe(true)
  await undo.click()
  await ofBob.waitFor({ state: 'detached' })
  expect(await labs()).toBe(false)

  await user.teams.addMember.mutate({ workspaceId, id, userId: bob.id })
  await page.reload()
  await page.getByRole('button', { name: /^Research/ }).click()
  await ofBob.click()
  await page.getByText(teams.removed('Bob', 'Research')).waitFor()
  expect(await labs()).toBe(false)
  await undo.click()
  await ofBob.waitFor()
  expect(await labs()).toBe(true)
  await page.context().close()
})

test('what is taken away in settings gives the focus to the next row, else to the one before, the last one to the heading', async () => {
  const { user, task } = alice.trpc
  const { page, workspace } = await signedIn(alice)
  /** What has the focus: its name, or `h1` and its words. */
  const becomes = (expected: string) =>
    untilTrue(
      page,
      `(({ activeElement: at }) => at.getAttribute('aria-label') ??
        (at.localName === 'h1' ? 'h1 ' + at.textContent : at.localName))(document) === '${expected}'`,
    )
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'ROWS', name: 'Rows', locale: 'en' },
  })
  for (const name of ['A1', 'A2', 'A3'])
    await task.labels.create.mutate({ projectId, name, color: 'red' })
  const { deleteLabel } = en.projects
  const confirms = async (name: string) => {
    await page.getByRole('button', { name }).press('Enter')
    const sure = page.getByRole('dialog').getByRole('button', { name: en.tasks.delete })
    await sure.press('Enter')
    await page.getByRole('button', { name }).waitFor({ state: 'detached' })
  }
  await page.goto(`/w/${workspace}/p/ROWS/settings`)
  await confirms(deleteLabel('A2'))
  await becomes(deleteLabel('A3'))
  await confirms(deleteLabel('A3'))
  await becomes(deleteLabel('A1'))
  await confirms(deleteLabel('A1'))
  await becomes('h2')

  // Without a question, and with a section that goes with its last row.
  for (const email of ['one@taskmate.example', 'two@taskmate.example'])
    await user.invitations.create.mutate({ workspaceId, role: 'member', email })
  await page.goto('/settings/members')
  const revoke = page.getByRole('button', { name: members.revoke })
  await revoke.nth(1).waitFor()
  await revoke.first().focus()
  await page.keyboard.down('Enter')
  await pollUntil(async () => (await revoke.count()) === 1)
  await untilTrue(page, `document.activeElement.textContent === '${members.revoke}'`)
  // The key that is still held does not go on from row to row.
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await untilTrue(page, `document.activeElement.textContent === '${members.revoke}'`)
  expect(await user.invitations.list.query({ workspaceId })).toHaveLength(1)
  await page.keyboard.press('Enter')
  await becomes(`h1 ${en.settings.members}`)

  // Who is in another team is about something else.
  for (const name of ['Design', 'Platform']) {
    const { id } = await user.teams.create.mutate({ workspaceId, name })
    await user.teams.addMember.mutate({ workspaceId, id, userId: alice.id })
  }
  await page.goto('/settings/teams')
  for (const name of ['Design', 'Platform'])
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  const remove = page.getByRole('button', { name: teams.removeOf('Alice') })
  await remove.nth(1).waitFor()
  await remove.first().press('Enter')
  await becomes('h2')
  await pollUntil(async () => (await remove.count()) === 1)
  await page.context().close()
})
