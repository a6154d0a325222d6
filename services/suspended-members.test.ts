import { afterAll, expect, test } from '@jest/globals'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { startSystem } from './frontend-service/testing/test-system.ts'
import { startReceiver } from './task-service/testing/receiver.ts'
import { clientOf } from './testing/postgres.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

const system = await startSystem({ task: { WEBHOOK_LOOPBACK: 'true' } })
afterAll(() => system.close())

async function team() {
  const alice = await system.person('Alice')
  await turnFactorOn(alice)
  const bob = await system.colleague(alice, 'Bob')
  const { workspaceId } = alice
  const require = (isRequired = true) =>
    alice.trpc.user.factorPolicy.set.mutate({ workspaceId, isRequired })
  return { alice, bob, workspaceId, require }
}

/** Asks a database: what the release before would have written, too. */
async function asked(service: 'user' | 'task', sql: string, values: unknown[]) {
  const env = service === 'user' ? system.userDatabase : system.taskDatabase
  if (!env) throw new Error('each service has a database')
  const client = clientOf(env, env.DATABASE_NAME)
  await client.connect()
  const answer = await client.query(sql, values)
  await client.end()
  return answer
}

test('links of an admin who has no factor let nobody in until they have one', async () => {
  const { alice, bob, workspaceId, require } = await team()
  await alice.trpc.user.members.changeRole.mutate({ workspaceId, userId: bob.id, role: 'admin' })
  const link = await bob.trpc.user.invitations.create.mutate({ workspaceId, role: 'admin' })
  await require()
  const mallory = await system.person('Mallory')
  await turnFactorOn(mallory)
  const accept = () => mallory.trpc.gateway.invitations.accept.mutate({ token: link.token })
  expect(await refusalOf(accept())).toMatchObject({ code: 'NOT_FOUND' })
  expect(await mallory.trpc.user.workspaces.list.query()).toHaveLength(1)
  await turnFactorOn(bob)
  await accept()
})

test('a call that is repeated with its key is answered to nobody who is kept out, nor to former members', async () => {
  const { alice, bob, workspaceId, require } = await team()
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  const { tasks } = bob.trpc.task
  const calls = [
    () => tasks.create.mutate({ projectId, title: 'Secret', idempotencyKey: 'one-of-bobs' }),
    () =>
      tasks.createMany.mutate({
        ...{ projectId, tasks: [{ title: 'Secrets' }], idempotencyKey: 'many-of-bobs' },
      }),
  ]
  const first = await Promise.all(calls.map((call) => call()))
  expect(await Promise.all(calls.map((call) => call()))).toEqual(first)
  await require()
  for (const call of calls)
    expect(await refusalOf(call())).toMatchObject({ reason: 'factor_required' })
  await require(false)
  expect(await Promise.all(calls.map((call) => call()))).toEqual(first)
  await alice.trpc.user.members.remove.mutate({ workspaceId, userId: bob.id })
  for (const call of calls) expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' })
})

test('asking no more for a factor opens the workspace for whoever was passed over when they got theirs', async () => {
  const { bob, workspaceId, require } = await team()
  await turnFactorOn(bob)
  await require()
  // As the release before leaves them, which knows no such event.
  await asked('task', 'update "Member" set "suspendedAt" = now() where "userId" = $1', [bob.id])
  const list = () => bob.trpc.task.projects.list.query({ workspaceId })
  expect(await refusalOf(list())).toMatchObject({ reason: 'factor_required' })
  await require(false)
  await require()
  expect(await list()).toEqual([])
})

test('a factor opens a workspace that was restored, though a release before passed over that it was', async () => {
  const { bob, workspaceId, require } = await team()
  const list = () => bob.trpc.task.projects.list.query({ workspaceId })
  await asked('task', 'update "Member" set "closedAt" = now() where "userId" = $1', [bob.id])
  await require()
  expect(await refusalOf(list())).toMatchObject({ reason: 'factor_required' })
  await turnFactorOn(bob)
  expect(await list()).toEqual([])
})

test('a release before that knows of no closed workspaces opens none: what it says of one is not told', async () => {
  const { alice, bob, workspaceId } = await team()
  const place = { workspaceId, userId: bob.id, actorId: bob.id }
  const resumed = () =>
    asked('user', `insert into "Event" (type, data) values ('member.resumed', $1)`, [place])
  expect((await resumed()).rowCount).toBe(1)
  await alice.trpc.user.workspaces.close.mutate({ id: workspaceId, name: 'Alice' })
  expect((await resumed()).rowCount).toBe(0)
  await alice.trpc.user.workspaces.restore.mutate({ id: workspaceId })
  expect(await bob.trpc.task.projects.list.query({ workspaceId })).toEqual([])
})

test('what a webhook of somebody who is kept out has to tell waits until they are back', async () => {
  const { alice, bob, workspaceId, require } = await team()
  const project = { workspaceId, key: 'HOOK', name: 'Hooks' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  await alice.trpc.task.members.add.mutate({ projectId, userId: bob.id, role: 'admin' })
  const types: 'task.created'[] = ['task.created']
  const receivers = await Promise.all([startReceiver(), startReceiver()])
  const [toAlice, toBob] = receivers
  for (const [{ trpc }, { url }] of [
    [alice, toAlice],
    [bob, toBob],
  ] as const)
    await trpc.task.webhooks.create.mutate({ projectId, url, types })
  const create = (title: string) => alice.trpc.task.tasks.create.mutate({ projectId, title })
  await create('Before')
  await Promise.all(receivers.map((receiver) => receiver.until(1)))
  await require()
  await create('Meanwhile')
  await create('Meanwhile, too')
  await toAlice.until(3)
  expect(toBob.received).toHaveLength(1)
  const hooks = await alice.trpc.task.webhooks.list.query({ projectId })
  expect(hooks.map(({ stopped }) => stopped)).toEqual([null, null])
  await turnFactorOn(bob)
  const told = (await toBob.until(3)).map(({ data }) => data.taskTitle)
  expect(told).toEqual(['Before', 'Meanwhile', 'Meanwhile, too'])
  for (const receiver of receivers) receiver.close()
})
