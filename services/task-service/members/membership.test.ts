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
