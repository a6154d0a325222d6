import { expect, test } from '@jest/globals'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

/** Somebody who has an account for Alice's workspace alone. */
async function invited(name: string) {
  const { workspaceId } = alice
  const { token } = await alice.users.invitations.create.mutate({ workspaceId, role: 'member' })
  return system.person(name, { invitation: token })
}

/** Somebody of Alice's workspace with a private project that nobody else is in. */
async function loner(key: string) {
  const bob = await invited('Bob')
  const { workspaceId } = alice
  const { id: projectId } = await projectOf({ ...bob, workspaceId }, key, 'private')
  const { id: taskId } = await bob.calls.tasks.create.mutate({ projectId, title: 'Left behind' })
  return { bob, projectId, taskId, member: { workspaceId, userId: bob.id } }
}

/** The projects that somebody sees in Alice's workspace, with their role there. */
const listed = async ({ calls } = alice) =>
  (await calls.projects.list.query({ workspaceId: alice.workspaceId })).map(
    ({ key, role }) => `${key} ${role}`,
  )

async function until(isThere: () => Promise<boolean>) {
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('a private project whose last person is removed from the workspace passes to its owner, visibly', async () => {
  const { bob, projectId, taskId, member } = await loner('ALONE')
  expect(await listed()).not.toContain('ALONE owner')
  await alice.users.members.remove.mutate(member)
  await until(async () => (await listed()).includes('ALONE owner'))
  const { items } = await alice.calls.activity.list.query({
    ...{ workspaceId: alice.workspaceId, projectId },
  })
  expect(items.map(({ type }) => type)).toContain('project.inherited')
  expect((await alice.calls.tasks.list.query({ projectId })).items).toMatchObject([{ id: taskId }])
  await alice.calls.projects.archive.mutate({ id: projectId })
  // Coming back does not bring it back.
  await system.join(alice, bob, 'member')
  expect(await listed(bob)).not.toContain('ALONE owner')
})

test('the same of an open project that makes nobody an owner by itself', async () => {
  const { bob, projectId, member } = await loner('GIVES')
  await bob.calls.projects.update.mutate({ id: projectId, visibility: 'open', openRole: 'viewer' })
  expect(await listed()).toContain('GIVES viewer')
  await alice.users.members.remove.mutate(member)
  await until(async () => (await listed()).includes('GIVES owner'))
})

test('the same when the account is disabled, and an owner who is disabled does not count as one', async () => {
  const { bob, projectId, member } = await loner('OFF')
  const context = { userId: alice.id, requestId: 'request-disable' }
  const other = await invited('Other')
  await bob.calls.members.add.mutate({ projectId, userId: other.id, role: 'owner' })
  const { disabling } = system.users.gateway
  await disabling.disable.mutate({ ...member, userId: other.id }, { context })
  expect(await listed()).not.toContain('OFF owner')
  await disabling.disable.mutate(member, { context })
  await until(async () => (await listed()).includes('OFF owner'))
})

test('a project with another owner stays among its people', async () => {
  const { bob, projectId, member } = await loner('STAY')
  const other = await invited('Other')
  await bob.calls.members.add.mutate({ projectId, userId: other.id, role: 'owner' })
  await alice.users.members.remove.mutate(member)
  await until(async () => (await other.calls.members.list.query({ projectId })).length === 1)
  expect(await listed()).not.toContain('STAY owner')
})

test('who has left stays assigned until somebody takes them off, and others can be added', async () => {
  const { id: projectId } = await projectOf(alice, 'FORMER')
  const [bob, carol] = [await system.person('Bob'), await system.person('Carol')]
  for (const someone of [bob, carol]) await system.join(alice, someone, 'member')
  const { tasks } = alice.calls
  const { id } = await tasks.create.mutate({ projectId, title: 'x', assigneeIds: [bob.id] })
  await alice.users.members.remove.mutate({ workspaceId: alice.workspaceId, userId: bob.id })
  await until(() =>
    bob.calls.tasks.list.query({ projectId }).then(
      () => false,
      () => true,
    ),
  )
  let version = 1
  const assign = async (...assigneeIds: string[]) => {
    const changed = await tasks.change.mutate({ id, version, assigneeIds })
    version = changed.version
    return changed.assigneeIds
  }
  expect(await assign(bob.id, carol.id)).toEqual([bob.id, carol.id])
  expect(await assign(carol.id)).toEqual([carol.id])
  await expect(assign(carol.id, bob.id)).rejects.toThrow('Someone is not in this workspace')
})
