import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

const canRead = (someone: Someone, projectId: string) =>
  someone.calls.tasks.list.query({ projectId }).then(
    () => true,
    () => false,
  )

const untilRefused = (act: () => Promise<unknown>) =>
  pollUntil(() =>
    act().then(
      () => false,
      () => true,
    ),
  )

test('who has just joined can work at once and be given work', async () => {
  const { id: projectId } = await projectOf(alice, 'JOIN')
  const bob = await system.person('Bob')
  expect(await canRead(bob, projectId)).toBe(false)
  await system.join(alice, bob, 'member')
  const task = await bob.calls.tasks.create.mutate({ projectId, title: 'My first' })
  const carol = await system.person('Carol')
  await system.join(alice, carol, 'viewer')
  const { id, version } = task
  const given = await alice.calls.tasks.change.mutate({ id, version, assigneeIds: [carol.id] })
  expect(given.assigneeIds).toEqual([carol.id])
})

test('who is removed reads nothing any more, and a new role counts', async () => {
  const { id: projectId } = await projectOf(alice, 'LEAVE')
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  const { id: taskId } = await bob.calls.tasks.create.mutate({ projectId, title: 'Before' })
  const { workspaceId } = alice
  const member = { workspaceId, userId: bob.id }
  await alice.users.members.changeRole.mutate({ ...member, role: 'viewer' })
  const comment = () => bob.calls.comments.create.mutate({ taskId, text: 'Hello' })
  await untilRefused(comment)
  expect(await canRead(bob, projectId)).toBe(true)
  await alice.users.members.remove.mutate(member)
  const read = () => bob.calls.tasks.list.query({ projectId })
  await untilRefused(read)

  const { events } = await system.gateway.events.pull.query({ after: 0, limit: 500 })
  const own = events.filter(({ type }) => type.startsWith('workspace_member.'))
  const ofBob = own
    .filter(({ changes }) => changes.userId?.includes(bob.id))
    .filter((event) => event.workspaceId === workspaceId)
  expect(ofBob.map(({ type, changes }) => [type, changes.role])).toEqual([
    ['workspace_member.added', [null, 'member']],
    ['workspace_member.role_changed', ['member', 'viewer']],
    ['workspace_member.removed', ['viewer', null]],
  ])
  const removal = ofBob.at(-1)
  const page = await system.gateway.events.visible.query({
    after: (removal?.seq ?? 0) - 1,
    userIds: [bob.id, alice.id],
  })
  expect(page.events[0]).toMatchObject({ lostBy: [bob.id], viewers: [alice.id] })
})

/** A private project in which a team of these people has a role. */
async function teamIn(key: string, ...people: Someone[]) {
  const { workspaceId, users, calls } = alice
  const { id: projectId } = await projectOf(alice, key, 'private')
  const { id: teamId } = await users.teams.create.mutate({ workspaceId, name: key })
  for (const { id: userId } of people)
    await users.teams.addMember.mutate({ workspaceId, id: teamId, userId })
  await calls.projectTeams.set.mutate({ projectId, teamId, role: 'viewer' })
  return { projectId, teamId }
}

/** What happens to user-service without a word in its feed. */
const silently = (text: string, ...values: string[]) => system.users.rows.query(text, values)
const known = () => system.gateway.access.catchUp.query()
const tellAgain = async () => {
  const { workspaceId, users } = alice
  await silently('update "Workspace" set "teamsToldAt" = null where id = $1', workspaceId)
  await users.teams.tellAgain.mutate({ workspaceId })
  await known()
}
const joinedMember = async (name: string) => {
  const someone = await system.person(name)
  await system.join(alice, someone, 'member')
  return someone
}
const eventCount = async () =>
  (await system.rows.query<{ count: number }>('select count(*)::int from "Event"')).rows[0]?.count

test('what was missed of teams is made up for when they are told again, a team that was deleted among it', async () => {
  const [dan, eve, finn] = [
    await joinedMember('Dan'),
    await joinedMember('Eve'),
    await joinedMember('Finn'),
  ]
  const gone = await teamIn('GONE', dan, eve)
  const kept = await teamIn('KEPT', dan, eve)
  await silently('delete from "Team" where id = $1', gone.teamId)
  await silently(
    'delete from "TeamMember" where "teamId" = $1 and "userId" = $2',
    kept.teamId,
    dan.id,
  )
  await silently(
    `insert into "TeamMember" ("teamId", "userId", "workspaceId", "addedById", "addedAt") values ($1, $2, $3, $4, '2026-11-25T09:00:00Z')`,
    ...[kept.teamId, finn.id, alice.workspaceId, alice.id],
  )
  // A release that knows no teams takes out by name who is there by one.
  const out = [kept.projectId, eve.id]
  await system.rows.query(
    'delete from "ProjectMember" where "projectId" = $1 and "userId" = $2',
    out,
  )
  await tellAgain()
  const readers = async ({ projectId }: { projectId: string }) =>
    Promise.all([dan, eve, finn].map((someone) => canRead(someone, projectId)))
  expect(await readers(gone)).toEqual([false, false, false])
  expect(await readers(kept)).toEqual([false, true, true])
  const { items } = await alice.calls.readers.ofProject.query({
    ...{ projectId: kept.projectId, userIds: [finn.id] },
  })
  expect(items[0]?.teams).toMatchObject([
    { addedById: alice.id, addedAt: '2026-11-25T09:00:00.000Z' },
  ])
  expect(await alice.calls.projectTeams.list.query({ projectId: gone.projectId })).toEqual([])
  const told = await alice.calls.activity.list.query({
    ...{ workspaceId: alice.workspaceId, projectId: gone.projectId },
  })
  expect(told.items[0]).toMatchObject({ type: 'project_team.removed', actorId: alice.id })

  const before = await eventCount()
  await tellAgain()
  expect(await eventCount()).toBe(before)
})

test('whoever is told of as a guest once more leaves teams in which an older release left them', async () => {
  const { workspaceId } = alice
  const ivan = await system.person('Ivan')
  await system.join(alice, ivan, 'guest')
  const { projectId, teamId } = await teamIn('LEFT')
  await system.rows.query(
    `insert into "TeamMember" ("teamId", "workspaceId", "userId", "addedById", "addedAt") values ($1, $2, $3, $4, now())`,
    [teamId, workspaceId, ivan.id, alice.id],
  )
  await system.rows.query(
    `insert into "ProjectMember" ("projectId", "userId", role, "teamRole") values ($1, $2, 'viewer', 'viewer')`,
    [projectId, ivan.id],
  )
  expect(await canRead(ivan, projectId)).toBe(true)
  const told = { workspaceId, userId: ivan.id, role: 'guest', actorId: alice.id }
  await silently(
    `insert into "Event" (type, data) values ('member.role_changed', $1)`,
    JSON.stringify(told),
  )
  await known()
  expect(await canRead(ivan, projectId)).toBe(false)
})
