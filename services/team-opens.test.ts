import { expect, test } from '@jest/globals'
import { teams } from './frontend-service/web/messages/en/account/teams.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

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
