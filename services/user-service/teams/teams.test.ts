import { afterAll, expect, test } from '@jest/globals'
import { workspaceOf } from '../testing/admins.ts'
import { refusalOf, type Someone, startUserService } from '../testing/start-user-service.ts'

const users = await startUserService()
const { owner, workspaceId, joined } = await workspaceOf(users)
afterAll(() => users.close())

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error) => error.data?.code + (/role (\w+)$/.exec(error.message)?.[0] ?? ''),
  )

const { teams } = owner.calls
const newTeam = async (name: string) => (await teams.create.mutate({ workspaceId, name })).id
const add = (id: string, userId: string) => teams.addMember.mutate({ workspaceId, id, userId })
const peopleOf = async (id: string) =>
  (await teams.get.query({ workspaceId, id })).members.map(({ userId }) => userId)

/** What the feed says of a team. */
async function told(teamId: string) {
  const { rows } = await users.rows.query<{ type: string; who: string | null }>(
    `select type, data->>'userId' as who from "Event" where data->>'teamId' = $1 order by id`,
    [teamId],
  )
  return rows.map(({ type, who }) => (who ? `${type} ${who}` : type))
}

test('admins make, fill, rename and delete teams, members see them, and to others they do not exist', async () => {
  const [admin, member] = [await joined('admin'), await joined('member')]
  const [viewer, guest] = [await joined('viewer'), await joined('guest')]
  const outsider = await users.person('Outsider')
  const { id } = await admin.calls.teams.create.mutate({ workspaceId, name: ' Design ' })
  await admin.calls.teams.addMember.mutate({ workspaceId, id, userId: member.id })
  await owner.calls.teams.addMember.mutate({ workspaceId, id, userId: member.id })
  expect(await teams.list.query({ workspaceId })).toMatchObject([
    { id, name: 'Design', members: 1, createdAt: expect.any(String) },
  ])
  for (const { calls } of [owner, admin, member, viewer])
    expect(await calls.teams.get.query({ workspaceId, id })).toMatchObject({
      name: 'Design',
      members: [{ userId: member.id, addedById: admin.id, addedAt: expect.any(String) }],
    })
  const acts = ({ calls }: Someone) => [
    calls.teams.list.query({ workspaceId }),
    calls.teams.get.query({ workspaceId, id }),
    calls.teams.create.mutate({ workspaceId, name: 'Other' }),
    calls.teams.rename.mutate({ workspaceId, id, name: 'Other' }),
    calls.teams.delete.mutate({ workspaceId, id }),
    calls.teams.addMember.mutate({ workspaceId, id, userId: viewer.id }),
    calls.teams.removeMember.mutate({ workspaceId, id, userId: member.id }),
    calls.teams.tellAgain.mutate({ workspaceId }),
  ]
  const outcomes = (someone: Someone) => Promise.all(acts(someone).map(codeOf))
  const changes = Array.from({ length: 6 }, () => 'FORBIDDENrole admin')
  expect(await outcomes(member)).toEqual(['OK', 'OK', ...changes])
  const kept = ['FORBIDDENrole viewer', 'FORBIDDENrole viewer']
  expect(await outcomes(guest)).toEqual([...kept, ...changes])
  expect(new Set(await outcomes(outsider))).toEqual(new Set(['NOT_FOUND']))
  // A team of another workspace is not found through one's own.
  const [elsewhere] = await outsider.calls.workspaces.list.query()
  const foreign = { workspaceId: elsewhere?.id ?? '', id }
  expect(await codeOf(outsider.calls.teams.delete.mutate(foreign))).toBe('NOT_FOUND')
  expect(await codeOf(outsider.calls.teams.get.query(foreign))).toBe('NOT_FOUND')

  await admin.calls.teams.rename.mutate({ workspaceId, id, name: 'Design and words' })
  await admin.calls.teams.removeMember.mutate({ workspaceId, id, userId: member.id })
  await admin.calls.teams.removeMember.mutate({ workspaceId, id, userId: member.id })
  await admin.calls.teams.delete.mutate({ workspaceId, id })
  expect(await codeOf(admin.calls.teams.delete.mutate({ workspaceId, id }))).toBe('NOT_FOUND')
  // Nothing is told twice.
  expect(await told(id)).toEqual([
    ...['team.created', `team_member.added ${member.id}`],
    ...[`team_member.removed ${member.id}`, 'team.deleted'],
  ])
  const { items } = await owner.calls.audit.list.query({ workspaceId, userId: admin.id })
  const ofTeam = items.filter(({ facts }) => facts.teamId === id)
  expect(ofTeam.map(({ kind, subject, texts }) => [kind, subject?.id, texts])).toEqual([
    ['team_deleted', undefined, { name: 'Design and words' }],
    ['team_member_removed', member.id, { name: 'Design and words' }],
    ['team_renamed', undefined, { from: 'Design', to: 'Design and words' }],
    ['team_member_added', member.id, { name: 'Design' }],
    ['team_made', undefined, { name: 'Design' }],
  ])
})

test('two teams of a workspace are not called alike, however their names are written', async () => {
  const id = await newTeam('Plattform')
  const taken = { code: 'CONFLICT', fields: { name: 'is the name of another team' } }
  for (const name of ['Plattform', 'PLATTFORM', ' plattform', 'Ｐlattform'])
    expect(await refusalOf(teams.create.mutate({ workspaceId, name }))).toMatchObject(taken)
  const other = await newTeam('Other')
  const renaming = { workspaceId, id: other, name: 'plattForm' }
  expect(await refusalOf(teams.rename.mutate(renaming))).toMatchObject(taken)
  expect(await teams.rename.mutate({ workspaceId, id, name: 'PLATTFORM' })).toMatchObject({
    name: 'PLATTFORM',
  })
  const { id: elsewhere } = await owner.calls.workspaces.create.mutate({ name: 'Elsewhere' })
  await teams.create.mutate({ workspaceId: elsewhere, name: 'Plattform' })
  const together = ['New', 'new', 'NEW'].map((name) =>
    codeOf(teams.create.mutate({ workspaceId, name })),
  )
  expect((await Promise.all(together)).sort()).toEqual(['CONFLICT', 'CONFLICT', 'OK'])
})

test('a workspace has at most 50 teams and a team 100 people, also for those added at one moment', async () => {
  const { id: full } = await owner.calls.workspaces.create.mutate({ name: 'Full' })
  await users.rows.query(
    `insert into "Team" (id, "workspaceId", name, "nameKey") select gen_random_uuid(), $1, 'Team ' || n, 'team ' || n from generate_series(1, 49) n`,
    [full],
  )
  const made = ['A', 'B', 'C'].map((name) => teams.create.mutate({ workspaceId: full, name }))
  const answers = await Promise.allSettled(made)
  const refused = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused.map(({ message, data }) => [message, data.limit])).toEqual(
    Array.from({ length: 2 }, () => ['Teams of a workspace: at most 50', 50]),
  )

  const id = await newTeam('Large')
  await users.rows.query(
    `with people as (insert into "User" (id, email, name)
       select gen_random_uuid(), gen_random_uuid() || '@taskmate.example', 'Somebody' from generate_series(1, 99) returning id),
     members as (insert into "Membership" ("workspaceId", "userId", role) select $1::uuid, id, 'viewer' from people returning "userId")
     insert into "TeamMember" ("teamId", "userId", "workspaceId", "addedById") select $2, "userId", $1, "userId" from members`,
    [workspaceId, id],
  )
  const people = [await joined('member'), await joined('viewer')]
  const outcomes = await Promise.all(people.map((one) => codeOf(add(id, one.id))))
  expect(outcomes.sort()).toEqual(['BAD_REQUEST', 'OK'])
  expect(await peopleOf(id)).toHaveLength(100)
  const late = await joined('member')
  expect(await refusalOf(add(id, late.id))).toMatchObject({
    ...{ message: 'People of a team: at most 100', limit: 100, reason: 'full' },
  })
})

test('teams are of members: guests and strangers are refused, and who leaves or becomes a guest is in none', async () => {
  const id = await newTeam('People')
  const [guest, outsider] = [await joined('guest'), await users.person('Outsider')]
  expect(await refusalOf(add(id, guest.id))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'guest', fields: { userId: 'is a guest' } },
  })
  expect(await refusalOf(add(id, outsider.id))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'stranger', fields: { userId: 'is not in this workspace' } },
  })
  const [leaver, lowered] = [await joined('member'), await joined('member')]
  const deleted = await joined('member')
  for (const { id: userId } of [leaver, lowered, deleted]) await add(id, userId)
  await add(id, leaver.id)
  expect(new Set(await peopleOf(id))).toEqual(new Set([leaver.id, lowered.id, deleted.id]))

  await owner.calls.members.remove.mutate({ workspaceId, userId: leaver.id })
  const role = { workspaceId, userId: lowered.id }
  await owner.calls.members.changeRole.mutate({ ...role, role: 'viewer' })
  expect(new Set(await peopleOf(id))).toEqual(new Set([lowered.id, deleted.id]))
  await owner.calls.members.changeRole.mutate({ ...role, role: 'guest' })
  await owner.calls.members.changeRole.mutate({ ...role, role: 'admin' })
  expect(await peopleOf(id)).toEqual([deleted.id])
  const { sessionId } = await users.gateway.sessions.open.mutate({
    ...{ userId: deleted.id, ip: '192.0.2.7', userAgent: 'test' },
  })
  await users.gateway.accountDeletion.perform.mutate({
    ...{ userId: deleted.id, sessionId, epoch: 0, email: deleted.email },
  })
  expect(await peopleOf(id)).toEqual([])
})

test('what is kept about somebody has their teams', async () => {
  const member = await joined('member')
  const id = await newTeam('Of the export')
  await add(id, member.id)
  const page = await users.asking(member.id).personalData.page.query({ section: 'teams' })
  expect(page.items).toMatchObject([{ id, name: 'Of the export', workspaceId }])
})

test('all teams of a workspace are told again as they are, at most once an hour', async () => {
  const { id: place } = await owner.calls.workspaces.create.mutate({ name: 'Told' })
  const { id } = await teams.create.mutate({ workspaceId: place, name: 'Only' })
  await teams.addMember.mutate({ workspaceId: place, id, userId: owner.id })
  const tell = () => teams.tellAgain.mutate({ workspaceId: place })
  expect([await tell(), await tell()]).toEqual([{ isTold: true }, { isTold: false }])
  const earlier = `update "Workspace" set "teamsToldAt" = now() - interval '61 minutes' where id = $1`
  await users.rows.query(earlier, [place])
  await teams.delete.mutate({ workspaceId: place, id })
  expect(await tell()).toEqual({ isTold: true })
  const { rows } = await users.rows.query<{ type: string; data: unknown }>(
    `select type, data from "Event" where type like '%.told' and data->>'workspaceId' = $1 order by id`,
    [place],
  )
  const by = { workspaceId: place, actorId: owner.id }
  const member = { userId: owner.id, addedById: owner.id, addedAt: expect.any(String) }
  expect(rows).toEqual([
    { type: 'teams.told', data: { ...by, teamIds: [id] } },
    { type: 'team.told', data: { ...by, teamId: id, members: [member] } },
    { type: 'teams.told', data: { ...by, teamIds: [] } },
  ])
})
