import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { PrismaClient } from '#db/file'
import { createPool, type Pool, prismaAdapter, transactionOptions } from '../../chassis/database.ts'
import type { LogRow } from '../../task-service/events.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../../testing/database.ts'
import { apply } from './projection.ts'

let database: TemporaryDatabase
let pool: Pool
let db: PrismaClient
beforeAll(async () => {
  database = await temporaryDatabase('file')
  const { env } = database
  pool = createPool({ ...env, POSTGRES_PORT: Number(env.POSTGRES_PORT) }, '')
  db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions })
})
afterAll(async () => {
  await db.$disconnect()
  await pool.end()
  await database.close()
})

const [workspaceId, actorId] = [randomUUID(), randomUUID()]

/** Two projects, and in the first a task and its copy, which share a file. */
async function shared() {
  const [a, b, task, copy] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const row = { seq: 1, workspaceId, taskId: null, actorId, via: 'api', at: '2026-11-29T00:00:00Z' }
  const came = (fields: object): LogRow['changes'] =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [null, value]]))
  const made = (projectId: string): LogRow => ({
    ...{ ...row, projectId, actionId: randomUUID(), type: 'project.created' },
    changes: came({ key: 'KEY', name: 'Name', color: 'blue', visibility: 'open' }),
  })
  const created = (taskId: string, rest = {}): LogRow => ({
    ...{ ...row, projectId: a, taskId, actionId: randomUUID(), type: 'task.created' },
    changes: came({
      ...{ key: 'KEY-1', title: 'Title', statusId: a, group: 'started', priority: 'none' },
      ...{ dueDate: null, assigneeIds: [], labelIds: [], completedAt: null, ...rest },
    }),
  })
  /** One move of these tasks, an event for each. */
  const moved = (taskIds: string[], projectId: string): LogRow[] => {
    const actionId = randomUUID()
    const changes: LogRow['changes'] = {
      ...{ projectId: [a, projectId], key: ['A-1', 'B-1'], rank: ['1', '1'] },
      ...{ statusId: [a, a], group: ['started', 'started'], completedAt: [null, null] },
    }
    return taskIds.map((taskId) => ({
      ...{ ...row, projectId, taskId, actionId, type: 'task.moved_in' },
      changes,
    }))
  }
  const purged = (taskId: string, projectId: string): LogRow => ({
    ...{ ...row, projectId, taskId, actionId: randomUUID(), type: 'task.purged' },
    changes: { key: ['KEY-1', null] },
  })
  await page([made(a), made(b), created(task)])
  const { id } = await db.file.create({
    data: {
      projectId: a,
      name: 'picture',
      category: 'image',
      state: 'ready',
      sizeBytes: 7,
      uploadedBy: actorId,
      attachments: { create: { taskId: task, attachedBy: actorId } },
    },
    select: { id: true },
  })
  await page([created(copy, { pictures: [id] })])
  const places = new Map<string, string>([
    [a, 'A'],
    [b, 'B'],
  ])
  const names = new Map<string, string>([
    [task, 'task'],
    [copy, 'copy'],
  ])
  /** Where the file is, and which tasks show it. */
  const found = async () => {
    const file = await db.file.findUniqueOrThrow({
      where: { id },
      select: { projectId: true, state: true, shownBy: { select: { taskId: true } } },
    })
    const shownBy = file.shownBy.map(({ taskId }) => names.get(taskId)).sort()
    return [file.state === 'ready' ? places.get(file.projectId) : file.state, ...shownBy]
  }
  return { a, b, task, copy, moved, purged, found }
}

const page = (rows: LogRow[]) => db.$transaction((tx) => apply(tx, rows))

test('a file that tasks share goes with them, on whatever pages the events of their move are', async () => {
  const { a, b, task, copy, moved, found } = await shared()
  expect(await found()).toEqual(['A', 'copy', 'task'])
  for (const target of [b, a]) for (const event of moved([task, copy], target)) await page([event])
  expect(await found()).toEqual(['A', 'copy', 'task'])
  const [first, second] = moved([task, copy], b)
  if (!first || !second) throw new Error('two were moved')
  await page([first])
  expect(await found()).toEqual(['A', 'copy'])
  await page([second])
  expect(await found()).toEqual(['B', 'copy', 'task'])
  const { rows } = await pool.query(
    'select "usedBytes"::int as used from "Usage" where "projectId" = $1',
    [b],
  )
  expect(rows).toEqual([{ used: 7 }])
})

test('a task that went without a shared file shows it again when it comes back, and takes none that it does not show', async () => {
  const { a, b, task, copy, moved, purged, found } = await shared()
  await page(moved([copy], b))
  expect(await found()).toEqual(['A', 'task'])
  await page([...moved([copy], a), ...moved([task], b)])
  expect(await found()).toEqual(['A', 'copy'])
  await page(moved([copy], b))
  expect(await found()).toEqual(['B', 'copy', 'task'])

  await page(moved([task], a))
  await page([purged(task, a)])
  expect(await found()).toEqual(['B', 'copy'])
  await page([purged(copy, b)])
  expect(await found()).toEqual(['purging'])
})

test('a file is kept that a task shares which moved before the other was deleted for good', async () => {
  const { a, b, task, copy, moved, purged, found } = await shared()
  await page([...moved([copy], b), purged(task, a)])
  expect(await found()).toEqual(['A'])
  await page(moved([copy], a))
  expect(await found()).toEqual(['A', 'copy'])
  await page([...moved([copy], b), purged(copy, b)])
  expect(await found()).toEqual(['purging'])
})
