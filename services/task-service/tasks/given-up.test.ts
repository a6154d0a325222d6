import { expect, test } from '@jest/globals'
import { locksCrosswise } from '../../testing/locks-crosswise.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()
const { id: projectId } = await projectOf(alice, 'GIVEN')
const { id } = await alice.calls.tasks.create.mutate({ projectId, title: 'A task' })

const list = () => alice.calls.tasks.list.query({ projectId })

test('a read that loses a deadlock is answered all the same', async () => {
  const before = await list()
  const migration = await locksCrosswise(system.rows, ['Project', 'Member'])
  const read = list()
  await migration.win()
  await migration.end()
  expect(await read).toEqual(before)
})

test('a read that loses another one is told to come back, and why nothing is broken', async () => {
  const first = await locksCrosswise(system.rows, ['Project', 'Member'])
  const second = await locksCrosswise(system.rows, ['Project', 'ProjectMember'])
  const read = list().catch((error) => error)
  await first.win()
  await first.end()
  await second.win()
  await second.end()
  expect(await read).toMatchObject({
    message: 'Something else was in the way; nothing was lost',
    data: { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 },
  })
  expect((await list()).items).toHaveLength(1)
})

test.each([
  ['made', () => alice.calls.tasks.create.mutate({ projectId, title: 'Another task' })],
  ['moved', () => alice.calls.tasks.close.mutate({ id })],
])('a task is %s although its statement loses a deadlock', async (_, act) => {
  const migration = await locksCrosswise(system.rows, ['Project', 'ProjectMember'])
  const done = act()
  await migration.win()
  await migration.end()
  expect(await done).toMatchObject({ key: expect.stringMatching(/^GIVEN-\d$/) })
})
