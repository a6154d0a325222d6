import { beforeAll, expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import type { TaskEventType } from '../events.ts'
import { everyWay, noWay, type SharedPlace, sharingOf } from '../testing/shared-place.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, gil, mina, admin } = await startTaskTest({
  ...{ gil: 'guest', mina: 'member', admin: 'member' },
} as const)
const { workspaceId } = alice
const notFound = { code: 'NOT_FOUND' }

const { newPlace, give, take, ways } = sharingOf(alice, admin)
let place: SharedPlace
beforeAll(async () => {
  place = await newPlace()
})

const call = { context: { userId: null, requestId: 'grants-of-a-test' } }

test.each([
  ['guest', 'viewer'],
  ['guest', 'commenter'],
  ['member', 'viewer'],
  ['member', 'commenter'],
] as const)(
  'a %s who is given a task as %s sees it, and nothing else of its project',
  async (who, role) => {
    const person = who === 'guest' ? gil : mina
    const { projectId, taskId, key } = place
    expect(await ways(person, place)).toEqual(noWay)
    await give(place, person, role)
    expect(await ways(person, place)).toEqual(everyWay)
    const shown = await person.calls.sharedTasks.get.query({ workspaceId, key })
    expect(shown).toMatchObject({ title: 'Shared', role, givenById: alice.id, isReadOnly: false })
    expect(JSON.stringify(shown)).not.toContain(projectId)
    const { tasks, projects, relations, watchers, members, readers, views, activity } = person.calls
    for (const call of [
      tasks.get.query({ workspaceId, key }),
      tasks.getById.query({ id: taskId }),
      tasks.list.query({ projectId }),
      tasks.board.query({ projectId }),
      tasks.subtasks.query({ taskId }),
      projects.get.query({ workspaceId, key: key.split('-')[0] ?? '' }),
      relations.list.query({ taskId }),
      watchers.list.query({ taskId }),
      members.list.query({ projectId }),
      readers.ofTask.query({ taskId }),
      views.list.query({ projectId }),
      person.calls.taskGrants.list.query({ taskId }),
      tasks.close.mutate({ id: taskId }),
      tasks.change.mutate({ id: taskId, version: 1, title: 'Mine' }),
      person.calls.taskGrants.set.mutate({ taskId, userId: person.id, role: 'commenter' }),
      person.calls.taskGrants.remove.mutate({ taskId, userId: alice.id }),
    ])
      expect(await refusalOf(call)).toMatchObject(notFound)
    const log = await activity.list.query({ workspaceId, taskId })
    expect(log.items).toEqual([])
    const comment = person.calls.comments.create.mutate({ taskId, text: 'Hello' })
    if (role === 'commenter') expect(await comment).toMatchObject({ authorId: person.id })
    else
      expect(await refusalOf(comment)).toMatchObject({
        ...{ code: 'FORBIDDEN', message: 'This needs the role commenter' },
      })
    await take(place, person)
    expect(await ways(person, place)).toEqual(noWay)
  },
)

test('whoever sees the project is refused, and so is who is not in the workspace', async () => {
  const stranger = await system.person('Stranger')
  expect(await refusalOf(give(place, admin))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'sees_project' },
  })
  expect(await refusalOf(give(place, stranger))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'stranger' },
  })
  const { id: projectId } = await projectOf(alice, 'OPENED')
  const task = await alice.calls.tasks.create.mutate({ projectId, title: 'Open' })
  const open = { projectId, taskId: task.id, key: task.key }
  expect(await refusalOf(give(open, mina))).toMatchObject({ reason: 'sees_project' })
  await give(open, gil)
  expect(await ways(gil, open)).toEqual(everyWay)
})

test('a disabled account is given nothing; what it had stays, counts for nothing meanwhile and can be taken back', async () => {
  const [at, other] = [await newPlace(), await newPlace()]
  const { token } = await alice.users.invitations.create.mutate({ workspaceId, role: 'guest' })
  const ines = await system.person('Ines', { invitation: token })
  await give(at, ines, 'viewer')
  const { disabling } = system.users.gateway
  const member = { workspaceId, userId: ines.id }
  const byAlice = { context: { ...call.context, userId: alice.id } }
  const given = async () => {
    const rows = await alice.calls.taskGrants.list.query({ taskId: at.taskId })
    return rows.map(({ userId, isSuspended }) => ({ userId, isSuspended }))
  }
  expect(await given()).toEqual([{ userId: ines.id, isSuspended: false }])
  await system.rows.query(
    'update "Member" set "suspendedAt" = now() where "workspaceId" = $1 and "userId" = $2',
    [workspaceId, ines.id],
  )
  expect(await given()).toEqual([{ userId: ines.id, isSuspended: true }])
  await system.rows.query('update "Member" set "suspendedAt" = null where "userId" = $1', [ines.id])

  await disabling.disable.mutate(member, byAlice)
  await system.gateway.access.catchUp.query(undefined, call)
  for (const refused of [give(other, ines), give(at, ines, 'commenter')])
    expect(await refusalOf(refused)).toMatchObject({
      ...{ code: 'BAD_REQUEST', reason: 'disabled' },
      fields: { userId: 'is of a disabled account' },
    })
  expect(await given()).toEqual([{ userId: ines.id, isSuspended: true }])
  await disabling.enable.mutate(member, byAlice)
  await system.gateway.access.catchUp.query(undefined, call)
  expect(await given()).toEqual([{ userId: ines.id, isSuspended: false }])
  expect(await ways(ines, at)).toEqual(everyWay)
  await disabling.disable.mutate(member, byAlice)
  await system.gateway.access.catchUp.query(undefined, call)
  await take(at, ines)
  expect(await given()).toEqual([])
})

let moves = 0
const targetOfMove = async () => {
  moves += 1
  return (await projectOf(alice, `MOVE${moves}`, 'private')).id
}
/** What ends what somebody was given. */
const ends: [string, (at: SharedPlace, to: Someone) => Promise<unknown>][] = [
  ['its being taken back', (at, to) => take(at, to)],
  [
    'their giving it up',
    ({ taskId }, to) => to.calls.taskGrants.remove.mutate({ taskId, userId: to.id }),
  ],
  ['the trash', ({ taskId: id }) => alice.calls.tasks.trash.mutate({ id })],
  [
    'its move to another project',
    async ({ projectId, taskId }) => {
      const targetId = await targetOfMove()
      await alice.calls.relocations.create.mutate({ projectId, targetId, ids: [taskId] })
    },
  ],
  [
    'its move to another project, and back by undoing that',
    async ({ projectId, taskId }) => {
      const moved = { projectId, targetId: await targetOfMove(), ids: [taskId] }
      const { actionId } = await alice.calls.relocations.create.mutate(moved)
      await alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
      expect(await alice.calls.tasks.getById.query({ id: taskId })).toMatchObject({ projectId })
    },
  ],
  [
    'their coming into the project and being taken out of it',
    async ({ projectId }, { id: userId }) => {
      await alice.calls.members.add.mutate({ projectId, userId, role: 'viewer' })
      await alice.calls.members.remove.mutate({ projectId, userId })
    },
  ],
]

test.each(ends)('what was given ends with %s', async (_what, end) => {
  for (const person of [gil, mina]) {
    const at = await newPlace()
    await give(at, person)
    expect(await ways(person, at)).toEqual(everyWay)
    await end(at, person)
    const { taskId, key } = at
    expect(await ways(person, at)).toEqual(noWay)
    for (const call of [
      person.calls.sharedTasks.get.query({ workspaceId, key }),
      person.calls.comments.create.mutate({ taskId, text: 'Late' }),
    ])
      expect(await refusalOf(call)).toMatchObject(notFound)
    expect(
      await system.gateway.access.given.query({ userId: person.id, taskIds: [taskId] }, call),
    ).toEqual([])
  }
})

test('a task that comes out of the trash is theirs again, one that is deleted for good is not', async () => {
  const at = await newPlace()
  const id = at.taskId
  await give(at, gil)
  await alice.calls.tasks.trash.mutate({ id })
  await alice.calls.tasks.restore.mutate({ id })
  expect(await ways(gil, at)).toEqual(everyWay)
  await alice.calls.tasks.trash.mutate({ id })
  await alice.calls.tasks.purge.mutate({ id })
  expect(await ways(gil, at)).toEqual(noWay)
  const { rows } = await system.rows.query('select from "TaskGrant" where "taskId" = $1', [id])
  expect(rows).toEqual([])
})

test('in an archived project it is read and may be taken back, and nothing is written', async () => {
  const at = await newPlace()
  await give(at, gil)
  await alice.calls.projects.archive.mutate({ id: at.projectId })
  const { taskId, key } = at
  const shown = await gil.calls.sharedTasks.get.query({ workspaceId, key })
  expect(shown).toMatchObject({ isReadOnly: true })
  const late = gil.calls.comments.create.mutate({ taskId, text: 'Late' })
  expect(await refusalOf(late)).toMatchObject({ code: 'CONFLICT', reason: 'archived' })
  await take(at, gil)
  expect(await ways(gil, at)).toEqual(noWay)
})

test('who leaves the workspace has nothing when they come back', async () => {
  const at = await newPlace()
  const hana = await system.person('Hana')
  await system.join(alice, hana, 'guest')
  await give(at, hana)
  await alice.users.members.remove.mutate({ workspaceId, userId: hana.id })
  await system.gateway.access.catchUp.query(undefined, call)
  const { taskId } = at
  expect(await refusalOf(hana.calls.comments.list.query({ taskId }))).toMatchObject(notFound)
  await system.join(alice, hana, 'guest')
  expect(await ways(hana, at)).toEqual(noWay)
})

const EACH = 6

const losses: [string, TaskEventType, (at: SharedPlace, to: Someone) => Promise<unknown>][] = [
  ['taken back', 'task_grant.removed', take],
  ['weaker', 'task_grant.role_changed', (at, to) => give(at, to, 'viewer')],
  [
    'ended by the trash',
    'task.trashed',
    ({ taskId: id }) => alice.calls.tasks.trash.mutate({ id }),
  ],
]

test.each(losses)(
  'after a role is %s nothing of that person commits, whatever was in flight',
  async (_, taking, end) => {
    const at = await newPlace()
    await give(at, gil)
    const { taskId } = at
    const { comments } = gil.calls
    const { id } = await comments.create.mutate({ taskId, text: 'First' })
    const running = Array.from({ length: EACH }, (_, nth) => [
      comments.create.mutate({ taskId, text: `${nth}` }),
      comments.update.mutate({ taskId, id, text: `${nth}` }),
      comments.react.mutate({ taskId, id, emoji: 'heart', on: nth % 2 === 0 }),
    ]).flat()
    const ended = Promise.allSettled(running)
    await Promise.any(running)
    await end(at, gil)
    await ended
    const { rows } = await system.rows.query(
      `select e.type from "Event" e where e."actorId" = $1 and e."taskId" = $2
        and e.id > (select max(id) from "Event" where "taskId" = $2 and type = $3)`,
      [gil.id, taskId, taking],
    )
    expect(rows).toEqual([])
    const ending = 'select from "Event" where "taskId" = $1 and type = $2'
    expect((await system.rows.query(ending, [taskId, taking])).rowCount).toBe(1)
  },
)
