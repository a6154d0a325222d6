import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import type { Role } from '../contract.ts'
import { canRead, codeOf } from '../testing/private-team.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { oneOfEach, startTaskTest } from '../testing/task-test.ts'

const { system, alice, outsider, admin, member, commenter, viewer, guest } =
  await startTaskTest(oneOfEach)
const { workspaceId, users } = alice
const { members, projectTeams, readers } = alice.calls
const { teams } = users

let made = 0
/** A private project of Alice's, and a team with people. */
async function scene(...people: Someone[]) {
  made += 1
  const { id: projectId } = await projectOf(alice, `P${made}`, 'private')
  const { id: teamId } = await teams.create.mutate({ workspaceId, name: `Team ${made}` })
  for (const person of people) await put(teamId, person)
  const set = (role: Exclude<Role, 'owner'>, announced?: string) =>
    projectTeams.set.mutate({ projectId, teamId, role, ...(announced && { announced }) })
  const remove = (announced?: string) =>
    projectTeams.remove.mutate({ projectId, teamId, ...(announced && { announced }) })
  return { projectId, teamId, set, remove }
}

/** As the gateway does: its answer comes once task-service knows. */
const known = () => system.gateway.access.catchUp.query()
const put = async (id: string, { id: userId }: Someone) => {
  await teams.addMember.mutate({ workspaceId, id, userId })
  await known()
}
const pull = async (id: string, { id: userId }: Someone) => {
  await teams.removeMember.mutate({ workspaceId, id, userId })
  await known()
}
const reasonOf = async (projectId: string, { id }: Someone, asking = alice) => {
  const asked = { projectId, userIds: [id] }
  return (await asking.calls.readers.ofProject.query(asked)).items[0]
}

test('the people of a team may do what its role allows from the moment on at which it has one, and no longer', async () => {
  const { projectId, teamId, set, remove } = await scene(member, viewer)
  expect(await canRead(member, projectId)).toBe(false)
  expect(await set('commenter')).toEqual({ teamId, role: 'commenter' })
  const work = () => codeOf(member.calls.tasks.create.mutate({ projectId, title: 'Mine' }))
  expect(await work()).toBe('FORBIDDENrole member')
  await set('member')
  expect(await work()).toBe('OK')
  expect(await projectTeams.list.query({ projectId })).toEqual([
    {
      ...{ teamId, role: 'member', members: 2 },
      ...{ givenById: alice.id, givenByBot: null, givenAt: expect.any(String) },
    },
  ])
  await pull(teamId, member)
  expect(await work()).toBe('NOT_FOUND')
  await put(teamId, admin)
  expect(await canRead(admin, projectId)).toBe(true)
  await remove()
  await remove()
  for (const person of [admin, viewer]) expect(await canRead(person, projectId)).toBe(false)
  expect(await projectTeams.list.query({ projectId })).toEqual([])
  await set('viewer')
  await teams.delete.mutate({ workspaceId, id: teamId })
  await known()
  expect(await canRead(viewer, projectId)).toBe(false)
  const { items } = await alice.calls.activity.list.query({ workspaceId, projectId })
  const told = items.map(({ type }) => type).filter((type) => type.startsWith('project_'))
  expect(told.toReversed()).toEqual([
    ...['project_team.added', 'project_team.role_changed', 'project_member.removed'],
    ...['project_member.added', 'project_team.removed'],
    ...['project_team.added', 'project_team.removed'],
  ])
})

test('admins of a project give teams roles up to admin, to teams of the workspace alone', async () => {
  const { projectId, teamId } = await scene(viewer)
  for (const [person, role] of [
    [admin, 'admin'],
    [member, 'member'],
  ] as const)
    await members.add.mutate({ projectId, userId: person.id, role })
  const set = ({ calls }: Someone) =>
    codeOf(calls.projectTeams.set.mutate({ projectId, teamId, role: 'admin' }))
  const remove = ({ calls }: Someone) =>
    codeOf(calls.projectTeams.remove.mutate({ projectId, teamId }))
  for (const person of [outsider, viewer, commenter])
    expect([await set(person), await remove(person)]).toEqual(['NOT_FOUND', 'NOT_FOUND'])
  const tooLow = 'FORBIDDENrole admin'
  expect([await set(member), await remove(member)]).toEqual([tooLow, tooLow])
  expect(await set(admin)).toBe('OK')
  const owner = { projectId, teamId, role: 'owner' as 'admin' }
  expect(await codeOf(projectTeams.set.mutate(owner))).toBe('BAD_REQUEST')

  const [elsewhere] = await outsider.users.workspaces.list.query()
  const foreign = await outsider.users.teams.create.mutate({
    ...{ workspaceId: elsewhere?.id ?? '', name: 'Foreign' },
  })
  await known()
  for (const id of [foreign.id, '01900000-0000-7000-8000-000000000000']) {
    const asked = { projectId, teamId: id, role: 'viewer' } as const
    expect(await refusalOf(projectTeams.set.mutate(asked))).toMatchObject({
      ...{ code: 'BAD_REQUEST', message: 'This team is not in the workspace' },
      ...{ reason: 'stranger', fields: { teamId: 'is no team of this workspace' } },
    })
  }
})

test('a project tells who came, went or got another role by joining or leaving a team, and by which', async () => {
  const { projectId, teamId, set } = await scene()
  await members.add.mutate({ projectId, userId: guest.id, role: 'viewer' })
  await members.add.mutate({ projectId, userId: viewer.id, role: 'viewer' })
  await set('commenter')
  for (const person of [admin, viewer]) await put(teamId, person)
  // What a change of the team means for each of them is not told beside it.
  await set('member')
  for (const person of [admin, viewer]) await pull(teamId, person)
  await put(teamId, member)
  await teams.delete.mutate({ workspaceId, id: teamId })
  await known()
  const told = async ({ calls: { activity } }: Someone) => {
    const { items } = await activity.list.query({ workspaceId, projectId })
    return items
      .filter(({ type, changes }) => type.startsWith('project_member.') && changes.teamId)
      .map(({ type, actorId, changes }) => ({ type, actorId, changes }))
      .toReversed()
  }
  const [by, both] = [{ teamId: [teamId, teamId] }, [viewer.id, viewer.id]]
  const event = (type: string, changes: object) => ({
    ...{ type: `project_member.${type}`, actorId: alice.id, changes: { ...changes, ...by } },
  })
  expect(await told(alice)).toEqual([
    event('added', { userId: [null, admin.id], role: [null, 'commenter'] }),
    event('role_changed', { userId: both, role: ['viewer', 'commenter'] }),
    event('removed', { userId: [admin.id, null], role: ['member', null] }),
    event('role_changed', { userId: both, role: ['member', 'viewer'] }),
    event('added', { userId: [null, member.id], role: [null, 'member'] }),
  ])
  expect(await told(guest)).toEqual([])
})

test('guests are told of no team in what happened, and give none a role as admins of a project', async () => {
  const { projectId, teamId, set, remove } = await scene(member)
  const { last } = await system.gateway.events.visible.query({ after: 0, userIds: [], limit: 1 })
  await members.add.mutate({ projectId, userId: guest.id, role: 'admin' })
  await set('viewer')
  await set('member')
  await pull(teamId, member)
  await remove()
  const { id: userId, calls } = guest
  const told = async ({ calls: { activity } }: Someone) =>
    JSON.stringify([
      await activity.list.query({ workspaceId, projectId }),
      await activity.list.query({ workspaceId }),
    ])
  expect(await told(alice)).toContain(teamId)
  expect(await told(guest)).not.toContain(teamId)
  const home = async ({ id }: Someone) => {
    const asked = { workspaceId, today: '2026-11-25' }
    return JSON.stringify(await system.gateway.home.get.query(asked, { context: { userId: id } }))
  }
  expect(await home(alice)).toContain(teamId)
  expect(await home(guest)).not.toContain(teamId)
  const { events } = await system.gateway.events.visible.query({
    ...{ after: last, userIds: [alice.id, userId], limit: 500 },
  })
  const live = events.filter(({ type }) => type.startsWith('project_team.'))
  expect(live.map(({ viewers }) => viewers)).toEqual([[alice.id], [alice.id], [alice.id]])

  const forMembers = 'Teams are for members of the workspace, not for guests'
  for (const ask of [
    calls.projectTeams.set.mutate({ projectId, teamId, role: 'viewer' }),
    calls.projectTeams.remove.mutate({ projectId, teamId }),
    calls.readers.ifTeam.query({ projectId, teamId }),
  ])
    expect(await refusalOf(ask)).toMatchObject({ code: 'FORBIDDEN', message: forMembers })
  expect(await projectTeams.list.query({ projectId })).toEqual([])
})

test('a team has a role in at most 20 projects', async () => {
  const { projectId, teamId, set } = await scene()
  await set('viewer')
  await system.rows.query(
    `with made as (insert into "Project" (id, "workspaceId", key, name, "createdBy", visibility)
       select gen_random_uuid(), $1, 'MANY' || n, 'Many', $2, 'private' from generate_series(1, 19) n returning id)
     insert into "ProjectTeam" ("projectId", "teamId", role, "givenById", "givenAt") select id, $3, 'viewer', $2, now() from made`,
    [workspaceId, alice.id, teamId],
  )
  const other = await scene()
  const one = { projectId: other.projectId, teamId, role: 'viewer' } as const
  expect(await refusalOf(projectTeams.set.mutate(one))).toMatchObject({
    message: 'Projects in which a team has a role: at most 20',
    ...{ code: 'BAD_REQUEST', limit: 20, reason: 'full' },
  })
  // Another role in one of them is no more than there was.
  expect(await codeOf(set('member'))).toBe('OK')
  await put(teamId, viewer)
  expect(await canRead(viewer, projectId)).toBe(true)
  await teams.delete.mutate({ workspaceId, id: teamId })
  await known()
  expect(await canRead(viewer, projectId)).toBe(false)
})

test('the explainer names each team with who gave it the role and who put the person into it, beside what was given directly', async () => {
  const { projectId, teamId, set } = await scene(member)
  await members.add.mutate({ projectId, userId: admin.id, role: 'admin' })
  await admin.calls.projectTeams.set.mutate({ projectId, teamId, role: 'member' })
  const byTeam = {
    ...{ teamId, role: 'member', givenById: admin.id, addedById: alice.id },
    ...{ givenByBot: null, givenAt: expect.any(String), addedAt: expect.any(String) },
  }
  expect(await reasonOf(projectId, member)).toEqual({
    ...{
      userId: member.id,
      role: 'member',
      isGuest: false,
      own: null,
      byWorkspace: null,
      alone: null,
    },
    teams: [byTeam],
  })
  const at = { projectId, userId: member.id }
  // Who is in it by a team alone has nothing there to change or to take away.
  const alone = { code: 'CONFLICT', reason: 'by_team' }
  expect(await refusalOf(members.remove.mutate(at))).toMatchObject(alone)
  expect(await refusalOf(members.changeRole.mutate({ ...at, role: 'admin' }))).toMatchObject(alone)
  const own = (role: Role, how: string) => ({ role, how, byId: alice.id, at: expect.any(String) })
  await members.add.mutate({ ...at, role: 'viewer' })
  expect(await refusalOf(members.add.mutate({ ...at, role: 'viewer' }))).toMatchObject({
    ...{ code: 'CONFLICT', fields: { userId: 'is a member already' } },
  })
  expect(await reasonOf(projectId, member)).toMatchObject({
    ...{ role: 'member', own: own('viewer', 'added'), teams: [byTeam] },
  })
  // What becomes of the team is no news of what was given directly.
  await admin.calls.projectTeams.set.mutate({ projectId, teamId, role: 'admin' })
  expect(await reasonOf(projectId, member)).toMatchObject({
    ...{ role: 'admin', own: own('viewer', 'added'), teams: [{ role: 'admin' }] },
  })
  await members.changeRole.mutate({ ...at, role: 'admin' })
  await set('commenter')
  expect(await reasonOf(projectId, member)).toMatchObject({
    ...{ role: 'admin', own: own('admin', 'changed') },
    teams: [{ teamId, role: 'commenter', givenById: alice.id }],
  })
  await members.remove.mutate(at)
  expect(await reasonOf(projectId, member)).toMatchObject({ role: 'commenter', own: null })

  await members.add.mutate({ projectId, userId: guest.id, role: 'viewer' })
  expect(await guest.calls.projectTeams.list.query({ projectId })).toEqual([])
  const { teams: told } = (await reasonOf(projectId, member, guest)) ?? {}
  expect(told).toMatchObject([{ teamId: null, role: 'commenter', givenById: alice.id }])
})

test('who gains and who loses by a role of a team is said before, and done as it was said or refused', async () => {
  const { projectId, teamId, set, remove } = await scene(member, viewer, commenter)
  await members.add.mutate({ projectId, userId: member.id, role: 'admin' })
  await members.add.mutate({ projectId, userId: viewer.id, role: 'viewer' })
  const ask = (role?: Exclude<Role, 'owner'>) =>
    readers.ifTeam.query({ projectId, teamId, ...(role && { role }) })
  const now = async () => {
    const { items } = await readers.ofProject.query({ projectId })
    return items.map(({ userId, role }) => `${userId} ${role}`)
  }
  const said = await ask('member')
  expect(said).toMatchObject({
    gained: { total: 1, people: [{ userId: commenter.id, before: null, after: 'member' }] },
    changed: { total: 1, people: [{ userId: viewer.id, before: 'viewer', after: 'member' }] },
    lost: { total: 0 },
  })
  const before = await now()
  await pull(teamId, commenter)
  const refusal = { code: 'CONFLICT', reason: 'announced' }
  expect(await refusalOf(set('member', said.mark))).toMatchObject(refusal)
  expect(await now()).toEqual(before)
  await put(teamId, commenter)
  await set('member', (await ask('member')).mark)
  expect(new Set(await now())).toEqual(
    new Set([
      ...[`${alice.id} owner`, `${member.id} admin`],
      ...[`${viewer.id} member`, `${commenter.id} member`],
    ]),
  )
  const without = await ask()
  expect(without).toMatchObject({
    lost: { total: 1, people: [{ userId: commenter.id, before: 'member', after: null }] },
    changed: { people: [{ userId: viewer.id, before: 'member', after: 'viewer' }] },
  })
  // Beside a team's stronger role, one's own makes no difference.
  const own = { projectId, userId: viewer.id, role: 'commenter' } as const
  expect(await readers.ifMember.query(own)).toMatchObject({ changed: { total: 0 } })
  await remove(without.mark)
  expect(await now()).toEqual(before)
  const asViewer = viewer.calls.readers.ifTeam.query({ projectId, teamId })
  expect(await codeOf(asViewer)).toBe('FORBIDDENrole admin')
})
