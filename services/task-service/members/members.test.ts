import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import type { Role } from '../contract.ts'
import { canRead, codeOf, type PrivateTeam, startPrivateTeam } from '../testing/private-team.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'

let system: PrivateTeam['system']
let alice: PrivateTeam['alice']
let outsider: PrivateTeam['alice']
let who: PrivateTeam['who']
let idOf: PrivateTeam['idOf']
let privateProject: PrivateTeam['privateProject']

beforeAll(async () => {
  ;({ system, alice, outsider, who, idOf, privateProject } = await startPrivateTeam('Guest'))
})
afterAll(() => system.close())

const log = async (projectId: string) =>
  (
    await system.rows.query(
      `select type, changes->'userId' as who, changes->'role' as role from "Event"
        where "projectId" = $1 and type like 'project_member.%' order by id`,
      [projectId],
    )
  ).rows

test('who is added sees a private project with that role at once, who is removed no longer', async () => {
  const { id: projectId } = await projectOf(alice, 'COME', 'private')
  const newcomer = who('New')
  const { members, tasks } = alice.calls
  expect(await canRead(newcomer, projectId)).toBe(false)
  const at = { projectId, userId: newcomer.id }
  expect(await members.add.mutate({ ...at, role: 'viewer' })).toEqual({
    ...{ userId: newcomer.id, role: 'viewer' },
  })
  expect(await canRead(newcomer, projectId)).toBe(true)
  const work = () => newcomer.calls.tasks.create.mutate({ projectId, title: 'Mine' })
  expect(await codeOf(work())).toBe('FORBIDDENrole member')
  await members.changeRole.mutate({ ...at, role: 'member' })
  expect(await codeOf(work())).toBe('OK')
  await members.remove.mutate(at)
  expect(await codeOf(work())).toBe('NOT_FOUND')
  expect((await tasks.list.query({ projectId })).items).toHaveLength(1)
  expect(await log(projectId)).toEqual([
    { type: 'project_member.added', who: [null, alice.id], role: [null, 'owner'] },
    { type: 'project_member.added', who: [null, newcomer.id], role: [null, 'viewer'] },
    {
      type: 'project_member.role_changed',
      who: [newcomer.id, newcomer.id],
      role: ['viewer', 'member'],
    },
    { type: 'project_member.removed', who: [newcomer.id, null], role: ['member', null] },
  ])
})

test('everybody in a project sees its people, strongest first; nobody else does', async () => {
  const projectId = await privateProject('SEEN')
  const expected = [
    { userId: alice.id, role: 'owner', direct: 'owner' },
    { userId: idOf('Admin'), role: 'admin', direct: 'admin' },
    { userId: idOf('Member'), role: 'member', direct: 'member' },
    { userId: idOf('Viewer'), role: 'viewer', direct: 'viewer' },
  ]
  for (const someone of [alice, who('Admin'), who('Member'), who('Viewer')])
    expect(await someone.calls.members.list.query({ projectId })).toEqual(expected)
  for (const someone of [outsider, who('New'), who('Guest')])
    expect(await codeOf(someone.calls.members.list.query({ projectId }))).toBe('NOT_FOUND')
})

test('admins bring, change and remove people up to admin; owners are the business of owners', async () => {
  const projectId = await privateProject('ROLE')
  const added = (someone: Someone, name: string, role: Role) =>
    codeOf(someone.calls.members.add.mutate({ projectId, userId: idOf(name), role }))
  const changed = (someone: Someone, userId: string, role: Role) =>
    codeOf(someone.calls.members.changeRole.mutate({ projectId, userId, role }))
  const removed = (someone: Someone, userId: string) =>
    codeOf(someone.calls.members.remove.mutate({ projectId, userId }))
  const admin = who('Admin')

  for (const someone of [outsider, who('Other')]) {
    expect(await added(someone, 'New', 'viewer')).toBe('NOT_FOUND')
    expect(await changed(someone, idOf('Viewer'), 'member')).toBe('NOT_FOUND')
    expect(await removed(someone, idOf('Viewer'))).toBe('NOT_FOUND')
    expect(await removed(someone, someone.id)).toBe('NOT_FOUND')
  }
  for (const name of ['Viewer', 'Member']) {
    expect(await added(who(name), 'New', 'viewer')).toBe('FORBIDDENrole admin')
    expect(await changed(who(name), idOf(name), 'owner')).toBe('FORBIDDENrole admin')
    expect(await removed(who(name), idOf('Admin'))).toBe('FORBIDDENrole admin')
  }
  expect(await added(admin, 'New', 'owner')).toBe('FORBIDDENrole owner')
  expect(await changed(admin, admin.id, 'owner')).toBe('FORBIDDENrole owner')
  expect(await changed(admin, alice.id, 'admin')).toBe('FORBIDDENrole owner')
  expect(await removed(admin, alice.id)).toBe('FORBIDDENrole owner')
  expect(await added(admin, 'New', 'admin')).toBe('OK')
  expect(await changed(admin, idOf('New'), 'commenter')).toBe('OK')
  expect(await removed(admin, idOf('New'))).toBe('OK')
  expect(await changed(alice, admin.id, 'owner')).toBe('OK')
  expect(await removed(who('Viewer'), idOf('Viewer'))).toBe('OK')
  expect(await canRead(who('Viewer'), projectId)).toBe(false)
})

test('a project keeps an owner, also when two owners leave at the same moment', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id: projectId } = await projectOf(alice, `LAST${round}`, 'private')
    const { members } = alice.calls
    const own = { projectId, userId: alice.id }
    const lastOwner = { code: 'CONFLICT', reason: 'last_owner' }
    expect(await refusalOf(members.remove.mutate(own))).toMatchObject(lastOwner)
    expect(await refusalOf(members.changeRole.mutate({ ...own, role: 'member' }))).toMatchObject(
      lastOwner,
    )
    const other = who('Other')
    await members.add.mutate({ projectId, userId: other.id, role: 'owner' })
    const outcomes = await Promise.all([
      codeOf(members.remove.mutate(own)),
      codeOf(other.calls.members.remove.mutate({ projectId, userId: other.id })),
    ])
    expect(outcomes.sort()).toEqual(['CONFLICT', 'OK'])
    const { rows } = await system.rows.query(
      'select count(*)::int as owners from "ProjectMember" where "projectId" = $1',
      [projectId],
    )
    expect(rows[0].owners).toBe(1)
  }
})

test('only people of the workspace can be added, and only once', async () => {
  const projectId = await privateProject('ONCE')
  const { add, changeRole, remove } = alice.calls.members
  expect(
    await refusalOf(add.mutate({ projectId, userId: outsider.id, role: 'viewer' })),
  ).toMatchObject({ code: 'BAD_REQUEST', fields: { userId: 'is not in this workspace' } })
  const again = { projectId, userId: idOf('Viewer'), role: 'member' } as const
  expect(await refusalOf(add.mutate(again))).toMatchObject({
    ...{ code: 'CONFLICT', fields: { userId: 'is a member already' } },
  })
  const absent = { projectId, userId: idOf('New') }
  expect(await codeOf(remove.mutate(absent))).toBe('NOT_FOUND')
  expect(await codeOf(changeRole.mutate({ ...absent, role: 'viewer' }))).toBe('NOT_FOUND')
  const before = await log(projectId)
  await changeRole.mutate({ ...again, role: 'viewer' })
  expect(await log(projectId)).toEqual(before)
})
