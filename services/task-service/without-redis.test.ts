import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { projectOf, type Someone, type Started, startTaskService } from './people.ts'

let system: Started
let alice: Someone

beforeAll(async () => {
  system = await startTaskService({
    REDIS_URL: 'redis://127.0.0.1:1',
    TASKMATE_ENV: 'staging',
  })
  alice = await system.person('Alice')
})
afterAll(() => system.close())

test('writes succeed while Redis is away', async () => {
  const { id: projectId } = await projectOf(alice, 'AWAY')
  const task = await alice.calls.tasks.create.mutate({ projectId, title: 'Saved' })
  expect(await alice.calls.tasks.list.query({ projectId })).toMatchObject({ items: [task] })
})

test('without nudges memberships are looked at every second', async () => {
  const { id: projectId } = await projectOf(alice, 'POLL')
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  await bob.calls.tasks.create.mutate({ projectId, title: 'Hello' })
  await alice.users.members.remove.mutate({ workspaceId: alice.workspaceId, userId: bob.id })
  await sleep(1900)
  await expect(bob.calls.tasks.list.query({ projectId })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND' },
  })
})

test('outside development nobody steers the clock', async () => {
  const { id: projectId } = await projectOf(alice, 'CLOCK')
  const steered = alice.at(new Date('2020-01-01T00:00:00Z'))
  const { createdAt } = await steered.tasks.create.mutate({ projectId, title: 'Now' })
  expect(Date.now() - Date.parse(createdAt)).toBeLessThan(60_000)
})
