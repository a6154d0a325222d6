import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { teams as teamsEn } from './frontend-service/web/messages/en/account/teams.ts'
import { activity as activityEn } from './frontend-service/web/messages/en/activity.ts'
import { rules as rulesEn } from './frontend-service/web/messages/en/forms/rules.ts'
import { announced as announcedEn } from './frontend-service/web/messages/en/project/announced.ts'
import { readers as readersEn } from './frontend-service/web/messages/en/project/readers.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { teams as teamsKo } from './frontend-service/web/messages/ko/account/teams.ts'
import { rules as rulesKo } from './frontend-service/web/messages/ko/forms/rules.ts'
import { announced as announcedKo } from './frontend-service/web/messages/ko/project/announced.ts'
import { readers as readersKo } from './frontend-service/web/messages/ko/project/readers.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { TEAM_PROJECTS_MAX } from './task-service/limits.ts'
import { isTried, startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'
import { clientOf } from './testing/postgres.ts'

const { system, alice, signedIn } = await startOwnBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { workspaceId } = alice
let workspace: string

beforeAll(async () => {
  workspace = (await alice.trpc.user.workspaces.list.query())[0]?.slug ?? ''
})

const english = {
  m: en,
  teams: teamsEn,
  announced: announcedEn,
  readers: readersEn,
  rules: rulesEn,
}
const korean = { m: ko, teams: teamsKo, announced: announcedKo, readers: readersKo, rules: rulesKo }

const canRead = (projectId: string) =>
  bob.trpc.task.tasks.list.query({ projectId }).then(
    () => true,
    () => false,
  )

test.each(
  [['en', english] as const, ['ko', korean] as const].filter(([locale]) => isTried(locale)),
)(
  'an admin makes a team in %s, gives it a role in a project after seeing who gains, and people are told why they see it',
  async (locale, { m, teams, announced, readers, rules }) => {
    const key = `TEAM${locale.toUpperCase()}`
    const team = locale === 'en' ? 'Design' : '디자인팀'
    const { id: projectId } = await alice.trpc.task.projects.create.mutate({
      ...{ workspaceId, key, name: 'Relaunch', visibility: 'private' },
    })
    await alice.trpc.user.me.update.mutate({ locale })
    const { page } = await signedIn(alice)
    const dialog = page.getByRole('dialog')
    await page.goto('/settings/profile')
    await page.getByRole('link', { name: m.settings.teams }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(m.settings.teams)
    await page.getByRole('option', { name: m.settings.teams }).click()
    await page.getByRole('button', { name: teams.create }).first().waitFor()
    if (locale === 'en') await page.getByText(teams.none).waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    const name = async (text: string) => {
      await page.getByRole('button', { name: teams.create }).first().click()
      await dialog.getByLabel(teams.name).fill(text)
      await dialog.getByRole('button', { name: teams.create }).click()
    }
    await name(team)
    const people = page.getByRole('region', { name: teams.people(team) })
    await people.getByText(teams.nobody).waitFor()
    await people.getByRole('button', { name: teams.add }).click()
    await page.getByRole('menuitem', { name: 'Bob' }).click()
    await people.getByRole('button', { name: teams.removeOf('Bob') }).waitFor()
    await page.getByRole('button', { name: `${team} ${teams.count(1)}` }).waitFor()
    if (locale === 'ko') expect(await page.getByText(/팀 팀/).count()).toBe(0)
    expect(await accessibilityOf(page)).toEqual([])
    await page.getByRole('button', { name: teams.recheck }).click()
    // The other language may have done so within this minute.
    await page.getByText(teams.rechecked).or(page.getByText(teams.recheckedJustNow)).waitFor()
    await name(team.toUpperCase())
    await dialog.getByText(rules.nameTaken).waitFor()
    await page.keyboard.press('Escape')

    await page.goto(`/w/${workspace}/p/${key}/settings`)
    await page.getByRole('button', { name: teams.addToProject }).click()
    await page.getByRole('menuitem', { name: team }).click()
    const adding = page.getByRole('dialog', { name: announced.titles.addTeam(team) })
    await adding
      .getByRole('region', { name: announced.gained(1) })
      .getByText('Bob')
      .waitFor()
    await adding.getByText(announced.laterToo).waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    expect(await canRead(projectId)).toBe(false)
    await adding.getByRole('button', { name: announced.actions.addTeam }).click()
    const row = page.getByRole('list', { name: m.settings.teams }).getByRole('listitem')
    await row.getByText(teams.count(1)).waitFor()
    await pollUntil(() => canRead(projectId))

    await page.getByRole('button', { name: m.projects.askReaders }).last().click()
    const reasons = page.getByRole('dialog', { name: m.projects.askReadersOf('Relaunch') })
    const byTeam = readers.reasons.team({ team, by: null, day: '§' }, false).split('§')
    const ofBob = reasons.getByRole('listitem').filter({ hasText: 'Bob' })
    for (const part of byTeam.filter(Boolean)) await ofBob.getByText(part).waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByLabel(teams.roleOf(team)).selectOption('viewer')
    const changing = page.getByRole('dialog', { name: announced.titles.teamRole(team) })
    await changing.getByRole('region', { name: announced.changed(1) }).waitFor()
    await changing.getByRole('button', { name: announced.actions.role }).click()
    await changing.waitFor({ state: 'detached' })
    expect(await page.getByLabel(teams.roleOf(team)).inputValue()).toBe('viewer')
    await page.getByRole('button', { name: `${teams.remove}: ${team}` }).click()
    const removing = page.getByRole('dialog', { name: announced.titles.removeTeam(team) })
    await removing.getByRole('region', { name: announced.lost(1) }).waitFor()
    await removing.getByRole('button', { name: teams.remove, exact: true }).click()
    await removing.waitFor({ state: 'detached' })
    await row.waitFor({ state: 'detached' })
    expect(await canRead(projectId)).toBe(false)

    await page.goto('/settings/teams')
    await page.getByRole('button', { name: teams.deleteOf(team) }).click()
    await dialog.getByText(teams.deleteLead).waitFor()
    await dialog.getByRole('button', { name: teams.delete }).click()
    await page.getByText(teams.none).waitFor()
    await page.context().close()
  },
)

test('who is taken out of a team reads nothing of its projects from the answer on, and who is put in does', async () => {
  const { user, task } = alice.trpc
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'ATONCE', name: 'At once', visibility: 'private' },
  })
  const { id } = await user.teams.create.mutate({ workspaceId, name: 'Platform' })
  await task.projectTeams.set.mutate({ projectId, teamId: id, role: 'viewer' })
  const seat = { workspaceId, id, userId: bob.id }
  for (let round = 0; round < 3; round += 1) {
    await user.teams.addMember.mutate(seat)
    expect([round, await canRead(projectId)]).toEqual([round, true])
    await user.teams.removeMember.mutate(seat)
    expect([round, await canRead(projectId)]).toEqual([round, false])
  }
  await user.teams.addMember.mutate(seat)
  const { page } = await signedIn(bob)
  await page.goto(`/w/${workspace}/home`)
  const came = activityEn.events.memberAdded('Alice', 'Bob', 'At once')
  const line = `${came} · ${activityEn.byTeam('Platform')}`
  await page.getByText(line).first().waitFor()
  const given = `${activityEn.events.teamsChanged('Alice', 'At once')} · ${activityEn.team('Platform')}`
  await page.getByText(given).first().waitFor()
  await page.context().close()
  await user.teams.delete.mutate({ workspaceId, id })
  expect(await canRead(projectId)).toBe(false)
})

test('a team that was made a moment ago has its name in a project, one on its way is no deleted one', async () => {
  const { user, task } = alice.trpc
  await user.me.update.mutate({ locale: 'en' })
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'NEWS', name: 'News', visibility: 'private' },
  })
  const { page } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/NEWS/settings`)
  await page.getByRole('region', { name: en.settings.members }).getByText('Alice').waitFor()
  const row = page.getByRole('list', { name: en.settings.teams }).getByRole('listitem')
  const { id } = await user.teams.create.mutate({ workspaceId, name: 'Research' })
  await task.projectTeams.set.mutate({ projectId, teamId: id, role: 'viewer' })
  await row.getByText('Research').waitFor()
  await user.teams.rename.mutate({ workspaceId, id, name: 'Field research' })
  await task.projectTeams.set.mutate({ projectId, teamId: id, role: 'member' })
  await row.getByText('Field research').waitFor()

  // Whoever is in the team stays without a role of their own.
  await user.teams.addMember.mutate({ workspaceId, id, userId: bob.id })
  await task.members.add.mutate({ projectId, userId: bob.id, role: 'viewer' })
  await page.getByRole('button', { name: `${en.settings.remove}: Bob` }).click()
  await page.getByText(announcedEn.stays('Bob')).first().waitFor()

  // The answer never comes.
  await intercept(page, '**/trpc/user/*teams.list*', () => {})
  await page.reload()
  await row.getByText('…', { exact: true }).waitFor()
  await page.context().close()
})

test('a team that is in too many projects is refused another one with that limit and what to do', async () => {
  const { user, task } = alice.trpc
  await user.me.update.mutate({ locale: 'ko' })
  const { id: teamId } = await user.teams.create.mutate({ workspaceId, name: '운영팀' })
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'FIRST', name: 'First', visibility: 'private' },
  })
  await task.projectTeams.set.mutate({ projectId, teamId, role: 'viewer' })
  const [, env] = system.databases
  const tasks = env && clientOf(env, env.DATABASE_NAME)
  await tasks?.connect()
  await tasks?.query(
    `with made as (insert into "Project" (id, "workspaceId", key, name, "createdBy", visibility)
       select gen_random_uuid(), $1, 'MANY' || n, 'Many', $2, 'private' from generate_series(2, $4) n returning id)
     insert into "ProjectTeam" ("projectId", "teamId", role, "givenById", "givenAt") select id, $3, 'viewer', $2, now() from made`,
    [workspaceId, alice.id, teamId, TEAM_PROJECTS_MAX],
  )
  await tasks?.end()
  await task.projects.create.mutate({
    ...{ workspaceId, key: 'LAST', name: 'Last', visibility: 'private' },
  })
  const { page } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/LAST/settings`)
  await page.getByRole('button', { name: teamsKo.addToProject }).click()
  await page.getByRole('menuitem', { name: '운영팀' }).click()
  // Nobody is in it yet, and whoever will be sees the project.
  const adding = page.getByRole('dialog', { name: announcedKo.titles.addTeam('운영팀') })
  await adding.getByText(announcedKo.laterToo).waitFor()
  await adding.getByRole('button', { name: announcedKo.actions.addTeam }).click()
  await page.getByText(teamsKo.tooManyProjects(TEAM_PROJECTS_MAX)).first().waitFor()
  await page.context().close()
})

test('@ offers members teams, whose people watch the task from then on; a text shows each by the name that it has now', async () => {
  const { user, task } = alice.trpc
  await user.me.update.mutate({ locale: 'en' })
  const { id } = await user.teams.create.mutate({ workspaceId, name: 'Support [EU]' })
  await user.teams.addMember.mutate({ workspaceId, id, userId: bob.id })
  const { id: projectId } = await task.projects.create.mutate({
    ...{ workspaceId, key: 'NAMED', name: 'Named' },
  })
  const { id: taskId } = await task.tasks.create.mutate({ projectId, title: 'Broken' })
  const invited = await user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gina = await system.person('Gina', invited.token)
  await task.members.add.mutate({ projectId, userId: gina.id, role: 'commenter' })

  const { page } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/NAMED-1`)
  const field = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await field.pressSequentially('Please look, @supp')
  await page.getByRole('option', { name: `Support [EU] ${en.tasks.team}` }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('Please look, @Support [EU] ')
  await page.keyboard.press('Control+Enter')
  const mark = page.locator('.prose .mention')
  await mark.getByText('@Support [EU]', { exact: true }).waitFor()
  expect(new Set(await task.watchers.list.query({ taskId }))).toEqual(new Set([alice.id, bob.id]))
  await mark.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  const card = page.getByRole('tooltip')
  await card.getByText(teamsEn.count(1)).waitFor()
  await card.getByText('Bob').waitFor()

  await user.teams.rename.mutate({ workspaceId, id, name: 'Helpers' })
  await page.reload()
  await mark.getByText('@Helpers', { exact: true }).waitFor()
  await user.teams.delete.mutate({ workspaceId, id })
  await page.reload()
  await mark.getByText(teamsEn.unknown, { exact: true }).waitFor()
  expect(await task.watchers.list.query({ taskId })).toEqual([alice.id])

  // To a guest it is called as it was written, and none is offered.
  await user.teams.create.mutate({ workspaceId, name: 'Gardeners' })
  const guest = await signedIn(gina)
  await guest.page.goto(`/w/${workspace}/t/NAMED-1`)
  await guest.page.locator('.prose .mention').getByText('@Support [EU]').waitFor()
  const written = guest.page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await written.pressSequentially('@g')
  await guest.page.getByRole('option', { name: 'Gina' }).waitFor()
  expect(await guest.page.getByRole('option').count()).toBe(1)
  for (const each of [page, guest.page]) await each.context().close()
})
