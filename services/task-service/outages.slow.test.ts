import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../chassis/poll-until.ts'
import { testServer } from '../testing/database.ts'
import { type FaultProxy, faultProxy } from '../testing/fault-proxy.ts'
import { refusalOf } from '../user-service/testing/start-user-service.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from './testing/start-task-service.ts'

let system: Started
let postgres: FaultProxy
let alice: Someone

beforeAll(async () => {
  const { POSTGRES_HOST, POSTGRES_PORT } = testServer()
  postgres = await faultProxy(`${POSTGRES_HOST}:${POSTGRES_PORT}`)
  system = await startTaskService({
    POSTGRES_PORT: String(postgres.port),
    REDIS_URL: 'redis://127.0.0.1:1',
    TASKMATE_ENV: 'staging',
  })
  alice = await system.person('Alice')
})
afterAll(async () => {
  await system.close()
  await postgres.close()
})

test('writes succeed while Redis is away', async () => {
  const { id: projectId } = await projectOf(alice, 'AWAY')
  const { id } = await alice.calls.tasks.create.mutate({ projectId, title: 'Saved' })
  expect(await alice.calls.tasks.list.query({ projectId })).toMatchObject({ items: [{ id }] })
})

test('without nudges memberships are looked at all the same', async () => {
  const { id: projectId } = await projectOf(alice, 'POLL')
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  await bob.calls.tasks.create.mutate({ projectId, title: 'Hello' })
  await alice.users.members.remove.mutate({ workspaceId: alice.workspaceId, userId: bob.id })
  const code = () =>
    bob.calls.tasks.list.query({ projectId }).then(
      () => '',
      (error) => error.data?.code,
    )
  expect(await pollUntil(code)).toBe('NOT_FOUND')
})

test('outside development nobody steers the clock', async () => {
  const { id: projectId } = await projectOf(alice, 'CLOCK')
  const steered = alice.at(new Date('2020-01-01T00:00:00Z'))
  const { createdAt } = await steered.tasks.create.mutate({ projectId, title: 'Now' })
  expect(Date.now() - Date.parse(createdAt)).toBeLessThan(60_000)
})

test('a database that is away is told, and the first call after it is back succeeds', async () => {
  const { id: projectId } = await projectOf(alice, 'DOWN')
  const create = (title: string) => alice.calls.tasks.create.mutate({ projectId, title })
  const { id, version } = await create('Before')
  for (const fault of ['refuse', 'hole'] as const) {
    const calls = [
      () => create('Lost'),
      () => alice.calls.tasks.list.query({ projectId }),
      () => alice.calls.tasks.change.mutate({ id, version, title: 'Lost' }),
      () => alice.calls.mine.get.query({ workspaceId: alice.workspaceId, today: '2026-11-25' }),
    ]
    postgres.set(fault)
    const refusals = await Promise.all(calls.map((call) => refusalOf(call())))
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 })
    postgres.set('ok')
    if (fault === 'hole') postgres.cut()
    const title = `After ${fault}`
    expect(await create(title)).toMatchObject({ title })
  }
  const { items } = await alice.calls.tasks.list.query({ projectId })
  expect(items.map(({ title }) => title)).toEqual(['Before', 'After refuse', 'After hole'])
})
