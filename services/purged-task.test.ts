import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import { PrismaClient } from '#db/file'
import { replay } from './analytics-service/task-log/replay.ts'
import { createPool, prismaAdapter } from './chassis/database.ts'
import { databaseEnv } from './chassis/env.ts'
import { pollUntil } from './chassis/poll-until.ts'
import { diskStorage } from './file-service/storage/disk-storage.ts'
import { sweep } from './file-service/storage/sweeper.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { clientOf } from './testing/postgres.ts'

const marker = 'zirkonia'

let system: System
let databases: pg.Client[]
let alice: Person
beforeAll(async () => {
  system = await startSystem()
  databases = system.databases.map((env) => clientOf(env, env.DATABASE_NAME))
  for (const database of databases) await database.connect()
  alice = await system.person('Alice')
})
afterAll(async () => {
  for (const database of databases ?? []) await database.end()
  await system?.close()
})

/** Rows of each table that hold the marker in any column of text or JSON. */
async function found() {
  const counts: Record<string, number> = {}
  for (const [nth, database] of databases.entries()) {
    const { rows } = await database.query<{ name: string; columns: string[] }>(
      `select c.table_name as name, array_agg(c.column_name::text) as columns
         from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
          and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')
        group by 1`,
    )
    for (const { name, columns } of rows) {
      const named = columns.map((column) => `"${column}"::text ilike $1`).join(' or ')
      const { rowCount } = await database.query(`select from "${name}" where ${named}`, [
        `%${marker}%`,
      ])
      if (rowCount) counts[`${nth} ${name}`] = rowCount
    }
  }
  return counts
}

/** What file-service does now and then. */
async function sweepNow() {
  const env = system.databases[3]
  if (!env) throw new Error('file-service has a database')
  const pool = createPool(databaseEnv.parse(env), env.DATABASE_NAME)
  await sweep(
    new PrismaClient({ adapter: prismaAdapter(pool) }),
    await diskStorage(system.filesFolder),
  )
  await pool.end()
}

async function upload(about: { projectId: string; taskId?: string; name: string }) {
  const body = Buffer.from(marker)
  const { trpc, request } = alice
  const announced = await pollUntil(() =>
    trpc.file.uploads.create.mutate({ ...about, sizeBytes: body.length }).catch(() => undefined),
  )
  if (!announced) throw new Error('the upload was not announced')
  await request(announced.url, { method: 'PUT', body })
  return announced.id
}

test('a task that is deleted for good leaves no text in any table of any service, and no bytes; who did what and when stays', async () => {
  const { workspaceId, trpc } = alice
  const { tasks, comments, projects } = trpc.task
  const [, log, figures, files] = databases
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'GONE', name: 'Gone' })
  const title = `A ${marker}`
  const task = await tasks.create.mutate({ projectId, title, idempotencyKey: `key-${projectId}` })
  const { id, key } = task
  const other = await tasks.create.mutate({ projectId, title: 'Another' })
  const text = `${marker} `.repeat(200)
  const described = await tasks.change.mutate({ id, version: 1, description: text })
  const { version } = await tasks.change.mutate({
    ...{ id, version: described.version, description: `New ${text}`, title: `${title} twice` },
  })
  const comment = await comments.create.mutate({ taskId: id, text })
  await comments.update.mutate({ taskId: id, id: comment.id, text: `${text} edited` })
  const dropped = await comments.create.mutate({ taskId: id, text })
  await comments.delete.mutate({ taskId: id, id: dropped.id })
  await tasks.close.mutate({ id, version })

  const own = await upload({ projectId, taskId: id, name: `${marker}.txt` })
  const late = await upload({ projectId, name: `${marker} of the library.txt` })
  await trpc.file.files.attach.mutate({ id: late, taskId: id })
  const shared = await upload({ projectId, taskId: other.id, name: 'shared.txt' })
  await trpc.file.files.attach.mutate({ id: shared, taskId: id })
  const noted = 'select count(*)::int as count from "Event" where type like \'file.%\''
  await pollUntil(async () => (await log?.query(noted))?.rows[0].count >= 5)
  for (const database of [figures, files])
    await database?.query(
      `insert into "ParkedEvent" (seq, event, error) values (1000000, $1, 'not understood')`,
      [{ taskId: id, changes: { title: [null, title] } }],
    )
  await pollUntil(async () =>
    Object.keys(await found())
      .join()
      .includes('2 TaskFact'),
  )
  expect(Object.keys(await found()).length).toBeGreaterThan(6)

  const facts = `select id, seq, place, type, at, "actorId", "taskId", via from "Event" where "taskId" = $1
                   and type not in ('task.trashed', 'task.purged') order by id`
  await trpc.task.activity.list.query({ workspaceId })
  const before = (await log?.query(facts, [id]))?.rows
  const sizes = await readdir(system.filesFolder)
  await tasks.trash.mutate({ id })
  await tasks.purge.mutate({ id })
  const gone = async () =>
    (await figures?.query('select from "TaskFact" where id = $1', [id]))?.rowCount
  await pollUntil(async () => (await gone()) === 0)
  await pollUntil(
    async () => (await files?.query('select from "TaskRef" where id = $1', [id]))?.rowCount === 0,
  )
  await sweepNow()

  expect(await found()).toEqual({})
  expect((await log?.query(facts, [id]))?.rows).toEqual(before)
  expect(await readdir(system.filesFolder)).toHaveLength(sizes.length - 2)
  expect((await alice.trpc.file.files.get.query({ id: shared })).name).toBe('shared.txt')
  for (const fileId of [own, late])
    await expect(alice.trpc.file.files.get.query({ id: fileId })).rejects.toThrow()
  const { items } = await trpc.task.activity.list.query({ workspaceId, taskId: id })
  expect(items.length).toBeGreaterThan(8)
  for (const item of items) expect(item).toMatchObject({ taskKey: key, taskTitle: null })
})

test('who reads the log from its beginning after that understands all of it', async () => {
  const [, log, figures, files] = databases
  const env = system.databases[2]
  if (!env) throw new Error('analytics-service has a database')
  const pool = createPool(databaseEnv.parse(env), env.DATABASE_NAME)
  await replay(pool)
  await pool.end()
  await files?.query('update "Cursor" set seq = 0, mark = null')
  const { projectId } = (
    await log?.query<{ projectId: string }>(
      `select "projectId" from "Event" where type = 'task.purged'`,
    )
  )?.rows[0] ?? { projectId: '' }
  await alice.trpc.task.tasks.create.mutate({ projectId, title: 'Newest' })
  // What was written last has its place a moment after it is committed.
  const last = async () =>
    (await log?.query('select max(seq)::int as seq from "Event" having every(seq is not null)'))
      ?.rows[0]?.seq
  for (const database of [figures, files]) {
    await pollUntil(
      async () =>
        (await database?.query('select seq::int from "Cursor"'))?.rows[0].seq === (await last()),
    )
    expect((await database?.query('select * from "ParkedEvent"'))?.rows).toEqual([])
  }
  const titles = await figures?.query('select title from "TaskFact" order by title')
  expect(titles?.rows.map(({ title }) => title)).toEqual(['Another', 'Newest'])
  expect((await files?.query('select from "TaskRef"'))?.rowCount).toBe(2)
  expect(await found()).toEqual({})
})

test('a picture in the text of a copy stays when the task that it was made for is deleted for good', async () => {
  const { workspaceId, trpc, request } = alice
  const { tasks, projects } = trpc.task
  const make = (key: string) => projects.create.mutate({ workspaceId, key, name: key })
  const [{ id: projectId }, elsewhere] = [await make('KEEP'), await make('ELSE')]
  const { id } = await tasks.create.mutate({ projectId, title: 'First' })
  const shown = await upload({ projectId, taskId: id, name: 'shown.txt' })
  const foreign = await upload({ projectId: elsewhere.id, name: 'foreign.txt' })
  const description = [shown, foreign].map((file) => `![](/files/${file}/content)`).join('\n')
  await tasks.change.mutate({ id, version: 1, description })
  const { tasks: copies } = await tasks.duplicate.mutate({ id })
  const copy = copies[0]?.id ?? ''
  const filesOf = (taskId: string) =>
    pollUntil(() => trpc.file.files.list.query({ projectId, taskId }), {
      isEnough: ({ items }) => items.length > 0,
    })
  expect((await filesOf(copy)).items.map((file) => file.id)).toEqual([shown])
  await tasks.trash.mutate({ id })
  await tasks.purge.mutate({ id })
  const isGone = 'select count(*)::int as count from "TaskRef" where id = $1'
  await pollUntil(async () => (await databases[3]?.query(isGone, [id]))?.rows[0].count === 0)
  await sweepNow()
  expect((await request(`/files/${shown}/content`)).status).toBe(200)
})
