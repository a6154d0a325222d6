import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
let alice: Someone

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
})
afterAll(() => system.close())

test('a move waits for nobody who holds the project, and holds nothing while others move there', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'HELD')
  const { tasks } = alice.calls
  const { id } = await tasks.create.mutate({ projectId, title: 'A card' })
  const other = await tasks.create.mutate({ projectId, title: 'Another' })
  const statusId = statuses[2]?.id ?? ''
  const holder = await system.rows.connect()
  await holder.query('begin')
  await holder.query('select 1 from "Project" where id = $1 for update', [projectId])
  expect(await tasks.move.mutate({ id, statusId })).toMatchObject({ statusId })
  expect(await tasks.move.mutate({ id, statusId, beforeId: other.id })).toMatchObject({ id })
  expect(await tasks.close.mutate({ id })).toMatchObject({ completedAt: expect.any(String) })
  await holder.query('rollback')
  holder.release()
})

test('cards that are put at one place at the same moment all get a place of their own', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'CROWD')
  const { tasks } = alice.calls
  const statusId = statuses[1]?.id ?? ''
  const made = await Promise.all(
    Array.from({ length: 9 }, (_, nth) => tasks.create.mutate({ projectId, title: `Card ${nth}` })),
  )
  const [first, ...others] = made
  const moved = await Promise.all(
    others.map(({ id }) => tasks.move.mutate({ id, statusId, beforeId: first?.id })),
  )
  expect(new Set(moved.map(({ rank }) => rank)).size).toBe(8)
  const { items } = await tasks.list.query({ projectId })
  expect(items.at(-1)?.id).toBe(first?.id)
})
