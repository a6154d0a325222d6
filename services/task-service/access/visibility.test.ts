import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { canRead, codeOf, type PrivateTeam, startPrivateTeam } from '../testing/private-team.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'

let system: PrivateTeam['system']
let alice: PrivateTeam['alice']
let outsider: PrivateTeam['alice']
let who: PrivateTeam['who']
let idOf: PrivateTeam['idOf']
let privateProject: PrivateTeam['privateProject']

beforeAll(async () => {
  ;({ system, alice, outsider, who, idOf, privateProject } = await startPrivateTeam())
})
afterAll(() => system.close())

test('only an owner makes a project private, and does not lock themselves out', async () => {
  const { workspaceId } = alice
  const { id } = await projectOf({ ...who('Member'), workspaceId }, 'VIS')
  const other = who('Other')
  expect(await canRead(other, id)).toBe(true)
  await alice.calls.members.add.mutate({ projectId: id, userId: idOf('Admin'), role: 'admin' })
  const change = (someone: Someone, visibility: 'open' | 'private') =>
    codeOf(someone.calls.projects.update.mutate({ id, visibility }))
  expect(await change(who('Admin'), 'private')).toBe('FORBIDDENrole owner')
  expect(await change(alice, 'private')).toBe('OK')
  expect([await canRead(alice, id), await canRead(other, id)]).toEqual([true, false])
  expect(await change(alice, 'open')).toBe('OK')
  expect(await canRead(other, id)).toBe(true)
})

test('an open project gives everybody at most what its owner says, who does not lock themselves out', async () => {
  const { workspaceId } = alice
  const founder = who('Member')
  const { id } = await projectOf({ ...founder, workspaceId }, 'GIVE')
  const write = ({ calls }: Someone) =>
    codeOf(calls.tasks.create.mutate({ projectId: id, title: 'A task' }))
  const give = ({ calls }: Someone, openRole: 'viewer' | 'owner') =>
    codeOf(calls.projects.update.mutate({ id, openRole }))
  expect(await give(who('Admin'), 'viewer')).toBe('FORBIDDENrole owner')
  // By the workspace alone Alice owns it.
  expect([await give(alice, 'viewer'), await write(alice)]).toEqual(['OK', 'OK'])
  expect([await canRead(who('Other'), id), await write(who('Other'))]).toEqual([
    ...[true, 'FORBIDDENrole member'],
  ])
  expect(await write(founder)).toBe('OK')
  expect([await give(alice, 'owner'), await write(who('Other'))]).toEqual(['OK', 'OK'])
})

test('the live log tells exactly those who lost a project', async () => {
  const projectId = await privateProject('LOST')
  const { last } = await system.gateway.events.visible.query({ after: 0, userIds: [], limit: 1 })
  const [viewer, member, other] = [idOf('Viewer'), idOf('Member'), idOf('Other')]
  await alice.calls.members.remove.mutate({ projectId, userId: viewer })
  const userIds = [alice.id, viewer, member, other, outsider.id]
  const { events } = await system.gateway.events.visible.query({ after: last, userIds })
  expect(events.map(({ type, lostBy }) => [type, lostBy])).toEqual([
    ['project_member.removed', [viewer]],
  ])
  expect(events[0]?.viewers.sort()).toEqual([alice.id, member].sort())

  await alice.calls.projects.update.mutate({ id: projectId, visibility: 'open' })
  await alice.calls.projects.update.mutate({ id: projectId, visibility: 'private' })
  const later = await system.gateway.events.visible.query({ after: events[0]?.seq ?? 0, userIds })
  const closed = later.events.at(-1)
  expect(closed?.type).toBe('project.updated')
  expect(closed?.lostBy.sort()).toEqual([viewer, other].sort())
})

test('a gateway may ask for as many people as the contract names', async () => {
  const userIds = Array.from({ length: 10_000 }, () => crypto.randomUUID())
  const { events } = await system.gateway.events.visible.query({ after: 0, userIds, limit: 1 })
  expect(events.every(({ viewers }) => viewers.length === 0)).toBe(true)
})

test('what a team opens is told to whoever sees it, and nothing to guests', async () => {
  const { workspaceId, users, calls } = alice
  const { id: projectId } = await projectOf(alice, 'OPENS', 'private')
  const { id: teamId } = await users.teams.create.mutate({ workspaceId, name: 'Team' })
  await users.teams.addMember.mutate({ workspaceId, id: teamId, userId: idOf('Member') })
  await system.gateway.access.catchUp.query()
  await calls.projectTeams.set.mutate({ projectId, teamId, role: 'commenter' })
  const ask = (someone: Someone) =>
    someone.calls.projectTeams.projects.query({ workspaceId, teamId })
  for (const person of [alice, who('Member')])
    expect(await ask(person)).toEqual([{ projectId, role: 'commenter' }])
  expect(await ask(who('Other'))).toEqual([])
  const guest = await system.person('Guest')
  await system.join(alice, guest, 'guest')
  expect(await codeOf(ask(guest))).toBe('FORBIDDENrole viewer')
  expect(await codeOf(ask(outsider))).toBe('NOT_FOUND')
})
