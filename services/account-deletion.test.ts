import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { contentsOf, unread, uploaded } from './frontend-service/testing/my-data.ts'
import { password } from './frontend-service/testing/people.ts'
import { ageSessions } from './frontend-service/testing/stale-sessions.ts'
import { closedWorkspace } from './frontend-service/web/messages/en/account/closed-workspace.ts'
import { deleteAccount as words } from './frontend-service/web/messages/en/account/delete-account.ts'
import { deleteWorkspace } from './frontend-service/web/messages/en/account/delete-workspace.ts'
import { deleted } from './frontend-service/web/messages/en/account/deleted.ts'
import { factor } from './frontend-service/web/messages/en/account/factor.ts'
import { myData } from './frontend-service/web/messages/en/account/my-data.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { system, alice, signedIn } = await startOwnBrowserTest()

test('somebody is told what stands in the way, then what goes and stays; afterwards others see a deleted user', async () => {
  const bob = await system.person('Bob')
  const { workspaceId } = alice
  const invited = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
  await bob.trpc.gateway.invitations.accept.mutate({ token: invited.token })
  const carol = await system.colleague(bob, 'Carol')
  const { id: projectId } = await alice.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web' },
  })
  await pollUntil(() =>
    bob.trpc.task.tasks.create
      .mutate({ projectId, title: 'Handed over', assigneeIds: [bob.id] })
      .then(
        () => true,
        () => false,
      ),
  )
  const { page: hers, workspace } = await signedIn(alice)
  await hers.goto(`/w/${workspace}/t/WEB-1`)
  await hers.getByText('Bob').filter({ visible: true }).first().waitFor()

  const { page } = await signedIn(bob)
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: en.projects.danger })
  await section.getByRole('button', { name: words.act }).click()
  await page.getByRole('dialog', { name: words.refused }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('link', { name: words.toMembers('Bob') }).click()
  await page.waitForURL(/settings\/members/)
  await page.getByText(carol.email).waitFor()
  await bob.trpc.user.members.changeRole.mutate({
    ...{ workspaceId: bob.workspaceId, userId: carol.id, role: 'owner' },
  })
  await bob.trpc.user.workspaces.create.mutate({ name: 'Only mine' })

  await page.goto('/settings/security')
  await section.getByRole('button', { name: words.act }).click()
  const dialog = page.getByRole('dialog', { name: words.sure })
  await dialog.getByText('Only mine').waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  const sure = dialog.getByRole('button', { name: words.act })
  await dialog.getByRole('textbox').fill('bob')
  expect(await sure.isDisabled()).toBe(true)
  await ageSessions(system.redisUrl, bob.id)
  await dialog.getByRole('textbox').fill(bob.email.toUpperCase())
  await sure.click()
  const asked = page.getByRole('dialog', { name: factor.confirmTitle })
  await asked.getByLabel(factor.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/sign-in#deleted/)
  await page.getByText(deleted.lead).waitFor()
  expect(await bob.trpc.gateway.session.who.query()).toBeNull()

  await hers.getByText(en.tasks.deletedUser).filter({ visible: true }).first().waitFor()
  expect(await hers.getByText('Bob', { exact: true }).count()).toBe(0)
})

test('somebody takes their data along once they said who they are; what stands in the way is said in words', async () => {
  const dora = await system.person('Dora')
  const { workspaceId } = dora
  const { id: projectId } = await dora.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'OWN', name: 'Own' },
  })
  await dora.trpc.task.tasks.create.mutate({ projectId, title: 'Hers' })
  const fileId = await uploaded(dora, { projectId, name: 'plan.bin' }, Buffer.alloc(60_000_000))
  const { page } = await signedIn(dora)
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: myData.title })
  const start = section.getByRole('button', { name: myData.act })
  await start.waitFor()

  const elsewhere = await unread(dora)
  await start.click()
  await section.getByText(myData.underWay).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await buffer(elsewhere)

  await ageSessions(system.redisUrl, dora.id)
  await start.click()
  const asked = page.getByRole('dialog', { name: factor.confirmTitle })
  await asked.getByLabel(factor.password, { exact: true }).fill(password)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ])
  await section
    .getByText(/^Saved as a ZIP file \(57 MB\)\.$/)
    .first()
    .waitFor()
  expect(download.suggestedFilename()).toMatch(/^taskmate-\d{4}-\d\d-\d\d\.zip$/)
  const data = await contentsOf(await readFile(await download.path()))
  expect(data.list('tasks')).toMatchObject([{ title: 'Hers' }])
  expect(data.list('files')).toMatchObject([{ id: fileId, reason: null }])

  const [stored = ''] = await readdir(system.filesFolder)
  const file = await open(join(system.filesFolder, stored), 'r+')
  await file.write(Buffer.from([7]), 0, 1, 59_000_000)
  await file.close()
  await start.click()
  await section.getByText(myData.brokenOff).waitFor()
})

test('an owner deletes the workspace: open pages show that it is closed, by whom and until when, and open again when it is kept', async () => {
  const erin = await system.person('Erin')
  const frank = await system.colleague(erin, 'Frank')
  const { page: hers, workspace } = await signedIn(erin)
  const { page: his } = await signedIn(frank)
  const home = (page: typeof his) => page.getByRole('heading', { name: en.shell.home, level: 1 })
  await his.goto(`/w/${workspace}/home`)
  await home(his).waitFor()

  await hers.goto('/settings/workspace')
  const section = hers.getByRole('region', { name: en.projects.danger })
  await section.getByText(deleteWorkspace.lead(14)).waitFor()
  await section.getByRole('button', { name: deleteWorkspace.act }).click()
  const dialog = hers.getByRole('dialog')
  const sure = dialog.getByRole('button', { name: deleteWorkspace.act })
  await dialog.getByRole('textbox').fill('Eri')
  expect(await sure.isDisabled()).toBe(true)
  expect(await accessibilityOf(hers)).toEqual([])
  await ageSessions(system.redisUrl, erin.id)
  await dialog.getByRole('textbox').fill('Erin')
  await sure.click()
  const asked = hers.getByRole('dialog', { name: factor.confirmTitle })
  await asked.getByLabel(factor.password, { exact: true }).fill(password)
  await hers.keyboard.press('Enter')

  const keep = hers.getByRole('button', { name: closedWorkspace.keep })
  await keep.waitFor()
  const { closed } = (await erin.trpc.user.workspaces.list.query())[0] ?? {}
  const day = new Date(closed?.deleteAt ?? 0).toLocaleDateString('en-GB', {
    ...({ day: 'numeric', month: 'short', timeZone: 'Asia/Seoul' } as const),
  })
  const [number = '', month = ''] = day.split(' ')
  const title = await hers.getByRole('heading', { level: 1 }).textContent()
  expect(title).toContain('Erin')
  expect(title).toContain(number)
  expect(title).toContain(month)
  expect(await accessibilityOf(hers)).toEqual([])
  // The page that was open is told.
  await his.getByRole('heading', { name: closedWorkspace.memberTitle('Erin') }).waitFor()
  await his.getByText('Erin closed it').waitFor()
  expect(await his.getByRole('button', { name: closedWorkspace.keep }).count()).toBe(0)
  expect(await accessibilityOf(his)).toEqual([])
  // One's account stays open.
  await his.goto('/settings/security')
  await his.getByRole('heading', { name: en.settings.security, level: 1 }).waitFor()
  await his.goto(`/w/${workspace}/home`)
  await his.getByRole('heading', { name: closedWorkspace.memberTitle('Erin') }).waitFor()

  await keep.click()
  await home(hers).waitFor()
  await hers.getByText(closedWorkspace.kept).waitFor()
  await his.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  await home(his).waitFor()
})
