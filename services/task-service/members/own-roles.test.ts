import { expect, test } from '@jest/globals'
import { fc } from '../../testing/property.ts'
import { type Role, roles } from '../contract.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, ...joined } = await startTaskTest({
  bob: 'member',
  carol: 'viewer',
  dave: 'member',
})
const people = [joined.bob, joined.carol, joined.dave]
const { workspaceId, users } = alice
const { members, projectTeams } = alice.calls
const { teams } = users

let made = 0
async function newTeam() {
  made += 1
  return (await teams.create.mutate({ workspaceId, name: `Team ${made}` })).id
}
async function newProject() {
  made += 1
  return (await projectOf(alice, `P${made}`, 'private')).id
}

/** What counts and what was given directly, of everybody but Alice. */
async function found(projectId: string) {
  // What user-service has committed counts.
  await system.gateway.access.catchUp.query()
  const list = await members.list.query({ projectId })
  return list
    .filter(({ userId }) => userId !== alice.id)
    .map(({ userId, role, direct }) => `${userId} ${role} ${direct ?? '-'}`)
    .sort()
}

const strongest = (some: readonly (Role | undefined)[]) => roles.find((one) => some.includes(one))

/** The same worked out from what everybody was given, one by one. */
function reference() {
  const direct = new Map<string, Role>()
  const given = new Map<string, Role>()
  const inTeam = new Set<string>()
  /** Of who is not simply a member. */
  const standing = new Map<string, 'guest' | 'outside'>()
  const clear = (some: Map<string, Role> | Set<string>, part: string) => {
    for (const key of [...some.keys()]) if (key.split(' ').includes(part)) some.delete(key)
  }
  return {
    ...{ direct, given, inTeam, standing, clear },
    expected: (projectId: string, teamIds: readonly string[]) =>
      people
        .flatMap(({ id }) => {
          const own = direct.get(`${projectId} ${id}`)
          const byTeams = teamIds
            .filter((teamId) => inTeam.has(`${teamId} ${id}`))
            .map((teamId) => given.get(`${projectId} ${teamId}`))
          const role = strongest([own, ...byTeams])
          return role ? [`${id} ${role} ${own ?? '-'}`] : []
        })
        .sort(),
  }
}
type Reference = ReturnType<typeof reference>

/** What others know, who only follow the log: each event begins where the one before it ended. */
async function told(projectId: string) {
  const { rows } = await system.rows.query<Told>(
    `select type, changes->'userId' as who, changes->'role' as role from "Event"
      where ("projectId" = $1 and type like 'project_member.%') or ("workspaceId" = $2 and type = 'workspace_member.removed')
      order by id`,
    [projectId, workspaceId],
  )
  const known = new Map<string, Role>()
  for (const { type, who, role } of rows) {
    const [userId, next] = [who[1] ?? who[0] ?? '', role[1]]
    if (type !== 'workspace_member.removed')
      expect([type, known.get(userId) ?? null]).toEqual([type, role[0]])
    if (next && type !== 'workspace_member.removed') known.set(userId, next)
    else known.delete(userId)
  }
  known.delete(alice.id)
  return [...known].map(([userId, role]) => `${userId} ${role}`).sort()
}
interface Told {
  readonly type: string
  readonly who: [string | null, string | null]
  readonly role: [Role | null, Role | null]
}

const step = fc.record({
  kind: fc.constantFrom(
    ...(['give', 'give', 'take', 'set', 'set', 'remove', 'put', 'put', 'put', 'pull'] as const),
    ...(['guest', 'member', 'leave'] as const),
  ),
  // Most of it meets at one place, where one thing can be stronger than another.
  project: fc.constantFrom(0, 0, 0, 1),
  team: fc.nat(1),
  person: fc.constantFrom<number>(0, 0, 1, 1, 2),
  role: fc.constantFrom(...roles),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Somebody is in two teams with a role each, so that what comes meets something. */
const seated = ([0, 1] as const).flatMap((team) =>
  (['put', 'set'] as const).map(
    (kind): Step => ({
      ...{ kind, team, project: 0, person: 0, role: team === 0 ? 'member' : 'viewer' },
    }),
  ),
)

/** Does a step where it is possible, and notes it. */
async function act(
  { kind, role, ...at }: Step,
  place: { projects: string[]; teams: string[] },
  state: Reference,
) {
  const [projectId = '', id = ''] = [place.projects[at.project], place.teams[at.team]]
  const person = people[at.person] ?? joined.bob
  const userId = person.id
  const [own, grant, seat] = [`${projectId} ${userId}`, `${projectId} ${id}`, `${id} ${userId}`]
  const standing = state.standing.get(userId)
  const teamRole = role === 'owner' ? 'admin' : role
  const changeRole = (next: 'guest' | 'member') =>
    users.members.changeRole.mutate({ workspaceId, userId, role: next })
  switch (kind) {
    case 'give':
      if (standing === 'outside') return
      if (state.direct.has(own)) await members.changeRole.mutate({ projectId, userId, role })
      else await members.add.mutate({ projectId, userId, role })
      state.direct.set(own, role)
      return
    case 'take':
      if (!state.direct.delete(own)) return
      return members.remove.mutate({ projectId, userId })
    case 'set':
      state.given.set(grant, teamRole)
      return projectTeams.set.mutate({ projectId, teamId: id, role: teamRole })
    case 'remove':
      state.given.delete(grant)
      return projectTeams.remove.mutate({ projectId, teamId: id })
    case 'put':
      if (standing) return
      state.inTeam.add(seat)
      return teams.addMember.mutate({ workspaceId, id, userId })
    case 'pull':
      state.inTeam.delete(seat)
      return teams.removeMember.mutate({ workspaceId, id, userId })
    case 'guest':
      if (standing) return
      state.standing.set(userId, 'guest')
      state.clear(state.inTeam, userId)
      return changeRole('guest')
    case 'member':
      state.standing.delete(userId)
      if (standing === 'guest') return changeRole('member')
      return standing === 'outside' ? system.join(alice, person, 'member') : undefined
    case 'leave':
      if (standing === 'outside') return
      state.standing.set(userId, 'outside')
      state.clear(state.inTeam, userId)
      state.clear(state.direct, userId)
      return users.members.remove.mutate({ workspaceId, userId })
  }
}

test('what counts is the strongest of all that somebody was given, whatever happens in which order, and the log says the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      const state = reference()
      const place = {
        projects: [await newProject(), await newProject()],
        teams: [await newTeam(), await newTeam()],
      }
      const agree = async (about: unknown) => {
        for (const projectId of place.projects) {
          const rows = await found(projectId)
          expect([about, rows]).toEqual([about, state.expected(projectId, place.teams)])
          const counted = rows.map((row) => row.split(' ').slice(0, 2).join(' '))
          expect([about, await told(projectId)]).toEqual([about, counted])
        }
      }
      for (const [nth, one] of [...seated, ...steps].entries()) {
        await act(one, place, state)
        await agree([nth, one])
      }
      // What was given directly outlives the teams.
      for (const id of place.teams) await teams.delete.mutate({ workspaceId, id })
      state.inTeam.clear()
      await agree('without teams')
      for (const [person] of people.entries())
        await act({ kind: 'member', person, project: 0, team: 0, role: 'viewer' }, place, state)
    }),
    { numRuns: 5 },
  )
})

test('what the release before writes beside this one counts as given directly, and is right again with the next change', async () => {
  const { bob, carol, dave } = joined
  const [projectId, id] = [await newProject(), await newTeam()]
  const set = (role: Exclude<Role, 'owner'>) =>
    projectTeams.set.mutate({ projectId, teamId: id, role })
  const older = {
    add: (userId: string, role: Role) =>
      system.rows.query(
        'insert into "ProjectMember" ("projectId", "userId", role) values ($1, $2, $3) on conflict do nothing',
        [projectId, userId, role],
      ),
    changeRole: (userId: string, role: Role) =>
      system.rows.query(
        'update "ProjectMember" set role = $3 where "projectId" = $1 and "userId" = $2',
        [projectId, userId, role],
      ),
    remove: (userId: string) =>
      system.rows.query('delete from "ProjectMember" where "projectId" = $1 and "userId" = $2', [
        ...[projectId, userId],
      ]),
  }
  await set('member')
  await teams.addMember.mutate({ workspaceId, id, userId: bob.id })
  await teams.addMember.mutate({ workspaceId, id, userId: dave.id })
  await older.add(carol.id, 'viewer')
  expect(await found(projectId)).toEqual(
    [`${bob.id} member -`, `${carol.id} viewer viewer`, `${dave.id} member -`].sort(),
  )
  await teams.addMember.mutate({ workspaceId, id, userId: carol.id })
  await older.changeRole(bob.id, 'admin')
  await older.changeRole(dave.id, 'viewer')
  // As it said itself, and as it told others.
  expect(await found(projectId)).toEqual(
    [`${bob.id} admin admin`, `${carol.id} member viewer`, `${dave.id} viewer viewer`].sort(),
  )
  await set('commenter')
  expect(await found(projectId)).toEqual(
    [`${bob.id} admin admin`, `${carol.id} commenter viewer`, `${dave.id} commenter viewer`].sort(),
  )
  await older.remove(dave.id)
  await older.remove(bob.id)
  expect(await found(projectId)).toEqual([`${carol.id} commenter viewer`])
  await set('admin')
  expect(await found(projectId)).toEqual(
    [`${bob.id} admin -`, `${carol.id} admin viewer`, `${dave.id} admin -`].sort(),
  )
  await projectTeams.remove.mutate({ projectId, teamId: id })
  expect(await found(projectId)).toEqual([`${carol.id} viewer viewer`])
})

test('whom the release before makes a guest is out of their teams and of what these gave, and the log says so', async () => {
  const eve = await system.person('Eve')
  await system.join(alice, eve, 'member')
  const [alone, beside, stronger] = [await newProject(), await newProject(), await newProject()]
  const [first, second] = [await newTeam(), await newTeam()]
  const { id: userId } = eve
  for (const id of [first, second]) await teams.addMember.mutate({ workspaceId, id, userId })
  const given = [
    { projectId: alone, teamId: first, role: 'viewer' },
    { projectId: alone, teamId: second, role: 'admin' },
    { projectId: beside, teamId: first, role: 'member' },
    { projectId: stronger, teamId: first, role: 'viewer' },
  ] as const
  for (const one of given) await projectTeams.set.mutate(one)
  await members.add.mutate({ projectId: beside, userId, role: 'commenter' })
  await members.add.mutate({ projectId: stronger, userId, role: 'admin' })
  expect(await found(alone)).toEqual([`${userId} admin -`])
  const guest = [workspaceId, userId]
  const older = `update "Member" set role = 'guest' where "workspaceId" = $1 and "userId" = $2`
  await system.rows.query(older, guest)

  expect(await found(alone)).toEqual([])
  expect(await found(beside)).toEqual([`${userId} commenter commenter`])
  expect(await found(stronger)).toEqual([`${userId} admin admin`])
  const { rows: told } = await system.rows.query(
    `select type, "projectId", changes from "Event"
      where "workspaceId" = $1 and "actorId" is null and type like 'project_member.%' order by type`,
    [workspaceId],
  )
  const gone = { userId: [userId, null], role: ['admin', null], teamId: [second, second] }
  const lower = { userId: [userId, userId], role: ['member', 'commenter'], teamId: [first, first] }
  expect(told).toEqual([
    { type: 'project_member.removed', projectId: alone, changes: gone },
    { type: 'project_member.role_changed', projectId: beside, changes: lower },
  ])
  // Nothing of it comes back with the role.
  await system.rows.query(older.replace('guest', 'member'), guest)
  for (const teamId of [first, second])
    await projectTeams.set.mutate({ projectId: alone, teamId, role: 'commenter' })
  expect(await found(alone)).toEqual([])
})
