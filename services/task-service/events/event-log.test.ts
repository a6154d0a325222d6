import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import type { LogRow } from '../events.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

const ROUNDS = 15

/** Reads the log by sequence number until told how many events there are, then up to its end. */
function reader() {
  const seen: LogRow[] = []
  let count = Number.POSITIVE_INFINITY
  const pull = async () => {
    const after = seen.at(-1)?.seq ?? 0
    const { events } = await system.gateway.events.pull.query({ after, limit: 50 })
    seen.push(...events)
    return events.length
  }
  const reading = pollUntil(pull, { isEnough: () => seen.length >= count, everyMs: 5 })
  return async (written: number) => {
    count = written
    await reading
    await pull()
    return seen
  }
}

/** Writes an event as a transaction that takes its time and fails one time in ten. */
async function slowWriter(projectId: string, nth: number) {
  const client = await system.rows.connect()
  for (let round = 0; round < ROUNDS; round++) {
    await client.query('begin')
    await client.query(
      `insert into "Event" ("workspaceId", "projectId", "actorId", "actionId", type, changes)
       values ($1, $2, $3, gen_random_uuid(), 'test.written', $4)`,
      [alice.workspaceId, projectId, alice.id, { writer: [null, nth], round: [null, round] }],
    )
    await sleep((round * 7 + nth * 3) % 13)
    await client.query(round % 10 === nth % 10 ? 'rollback' : 'commit')
  }
  client.release()
}

test('readers by sequence number get every event once and each task in order', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'LOG')
  const tasks = await Promise.all(
    ['A', 'B', 'C', 'D'].map((title) => alice.calls.tasks.create.mutate({ projectId, title })),
  )
  const ends = [reader(), reader()]
  const mover = async (nth: number) => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = tasks[(nth + round) % tasks.length]?.id ?? ''
      const statusId = statuses[(nth * 5 + round * 7) % statuses.length]?.id ?? ''
      await alice.calls.tasks.move.mutate({ id, statusId })
    }
  }
  await Promise.all([
    ...Array.from({ length: 8 }, (_, nth) => mover(nth)),
    ...Array.from({ length: 4 }, (_, nth) => slowWriter(projectId, nth)),
  ])
  const { rows } = await system.rows.query<{ count: number }>(
    'select count(*)::int as count from "Event"',
  )
  for (const end of ends) {
    const events = await end(rows[0]?.count ?? -1)
    expect(events).toHaveLength(rows[0]?.count ?? -1)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, nth) => nth + 1))
    expect(events.filter(({ type }) => type === 'test.written')).toHaveLength(52)
    for (const task of tasks) expectChain(events.filter(({ taskId }) => taskId === task.id))
  }
})

/** Each event begins where the one before it ended. */
function expectChain(events: LogRow[]) {
  const [created, ...moves] = events
  expect(created?.type).toBe('task.created')
  expect(moves.length).toBeGreaterThan(10)
  let statusId = created?.changes.statusId?.[1]
  for (const { changes } of moves) {
    expect(changes.statusId?.[0]).toBe(statusId)
    statusId = changes.statusId?.[1]
  }
}

test('what is created carries all that followers need, under one act', async () => {
  const clock = new Date('2026-10-05T01:02:03.004Z')
  const { id: projectId, statuses } = await projectOf(
    { ...alice, calls: alice.at(clock) },
    'FULL',
    'private',
  )
  const task = await alice.at(clock).tasks.create.mutate({ projectId, title: '보고서' })
  expect(task.createdAt).toBe(clock.toISOString())
  const { events } = await system.gateway.events.pull.query({ after: 0, limit: 500 })
  const own = events.filter((event) => event.projectId === projectId)
  const made = own.filter(({ type }) => type !== 'task.created')
  expect(new Set(made.map(({ actionId }) => actionId)).size).toBe(1)
  expect(new Set(own.map(({ at }) => at))).toEqual(new Set([clock.toISOString()]))
  const after = (type: string) =>
    own
      .filter((event) => event.type === type)
      .map(({ changes }) =>
        Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])),
      )
  expect(after('project.created')).toMatchObject([{ key: 'FULL', visibility: 'private' }])
  expect(after('project_member.added')).toEqual([{ userId: alice.id, role: 'owner' }])
  expect(after('status.created')).toEqual(statuses.map(({ wipLimit: _, ...status }) => status))
  expect(after('task.created')).toMatchObject([
    { key: 'FULL-1', title: '보고서', statusId: task.statusId, group: 'unstarted', dueDate: null },
  ])
})
