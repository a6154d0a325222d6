import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type pg from 'pg'
import { emptyDatabase, type TemporaryDatabase } from '../testing/database.ts'
import { faultProxy } from '../testing/fault-proxy.ts'
import { ended, migrators, said } from '../testing/migrators.ts'
import { clientOf } from '../testing/postgres.ts'
import { pollUntil } from './poll-until.ts'

let program: Awaited<ReturnType<typeof migrators>>
let database: TemporaryDatabase
let db: pg.Client

const migration = (name: string, sql: string) => program.add(name, sql)
const migrator = (word: string) => program.start(word, database)

beforeAll(async () => {
  program = await migrators()
})
beforeEach(async () => {
  program.remove()
  database = await emptyDatabase()
  db = clientOf(database.env, database.env.DATABASE_NAME)
  await db.connect()
})
afterEach(async () => {
  await db.end()
  await database.close()
})
afterAll(() => program.close())

test('five processes at once apply each migration once, and all of them succeed', async () => {
  migration('1_table', 'create table thing (id int primary key, name text)')
  migration('2_function', functionWithSemicolons)
  migration('3_index', 'create index concurrently if not exists thing_name on thing (name)')
  migration('4_row', `insert into thing values (1, 'a;b') -- once; not twice`)

  const runs = await Promise.all(Array.from({ length: 5 }, () => ended(migrator('deploy'))))

  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0])
  expect(await ledger()).toEqual(['1_table', '2_function', '3_index', '4_row'])
  expect(await answers('select count(*)::int, shout(min(name)) from thing')).toEqual([1, 'A;B!'])
  expect(runs.filter(({ out }) => out.includes('applying 4_row'))).toHaveLength(1)
})

test('a migrator that is told to end does so at once, leaves nothing of its file, and the next one finishes', async () => {
  migration('1_table', 'create table thing (id int primary key)')
  migration('2_slow', 'insert into thing values (1); select pg_sleep(600)')
  const told = migrator('deploy')
  const end = ended(told)
  await untilTrue(`select exists (select from pg_stat_activity where query like '%pg_sleep%'
    and state = 'active' and datname = current_database() and pid <> pg_backend_pid())`)
  told.kill('SIGTERM')

  expect(await end).toMatchObject({ code: 1, err: expect.stringContaining('stopped by SIGTERM') })
  expect(await ledger()).toEqual(['1_table'])
  program.remove('2_slow')
  migration('2_quick', 'insert into thing values (2)')
  expect(await ended(migrator('deploy'))).toMatchObject({ code: 0 })
  expect(await answers('select array_agg(id) from thing')).toEqual([[2]])
})

test('a migrator that is killed leaves all of a file or nothing, and the next one finishes', async () => {
  migration('1_table', 'create table thing (id int primary key)')
  migration(
    '2_slow',
    'insert into thing values (1); select pg_sleep(3); insert into thing values (2)',
  )
  const holder = migrator('deploy')
  await untilTrue(`select exists (select from pg_stat_activity where query like '%pg_sleep%'
    and state = 'active' and datname = current_database() and pid <> pg_backend_pid())`)
  const next = ended(migrator('deploy'))
  holder.kill('SIGKILL')

  expect(await next).toMatchObject({ code: 0 })
  expect(await ledger()).toEqual(['1_table', '2_slow'])
  expect(await answers('select count(*)::int from thing')).toEqual([2])
})

test('a migrator that starts before its database waits for it', async () => {
  migration('1_table', 'create table thing (id int primary key)')
  const { POSTGRES_HOST, POSTGRES_PORT } = database.env
  const proxy = await faultProxy(`${POSTGRES_HOST}:${POSTGRES_PORT}`)
  proxy.set('refuse')
  const env = { ...database.env, POSTGRES_PORT: String(proxy.port) }
  const migrating = program.start('deploy', { ...database, env })
  const run = ended(migrating)
  await said(migrating, 'waiting for the database')
  proxy.set('ok')

  expect(await run).toMatchObject({ code: 0 })
  expect(await ledger()).toEqual(['1_table'])
  await proxy.close()
})

test('a file that fails is undone as a whole and named', async () => {
  migration('1_half', 'create table thing (id int); select 1 / 0')

  const { code, err } = await ended(migrator('deploy'))

  expect(code).toBe(1)
  expect(err).toMatch(/1_half failed[\s\S]*division by zero/)
  expect(await answers(`select to_regclass('thing')`)).toEqual([null])
  expect(await ledger()).toEqual([])
})

/** Another connection, and when what waits for a lock at this moment began to. */
async function watchingLocks() {
  const watcher = clientOf(database.env, database.env.DATABASE_NAME)
  await watcher.connect()
  const begun = async () =>
    (
      await watcher.query<{ at: string }>(`select query_start::text as at from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`)
    ).rows[0]?.at
  return { watcher, begun }
}

test('an index whose making gave up waiting is not taken for whole', async () => {
  migration('1_table', 'create table thing (id int)')
  await ended(migrator('deploy'))
  migration('2_index', 'create index concurrently if not exists thing_id on thing (id)')
  await db.query('begin; insert into thing values (1)')
  const migrating = ended(migrator('deploy'))
  const { watcher, begun } = await watchingLocks()
  const first = await pollUntil(begun)
  let isOver = false
  void migrating.then(() => {
    isOver = true
  })
  await pollUntil(begun, { isEnough: (at) => isOver || (at && at !== first) })
  await watcher.end()
  await db.query('commit')

  expect(await migrating).toMatchObject({ code: 0 })
  expect(await answers(`select count(*)::int from pg_index where not indisvalid`)).toEqual([0])
})

test('a migration that waits for a lock lets others pass and applies once it gets it', async () => {
  migration('1_table', 'create table thing (id int)')
  await ended(migrator('deploy'))
  migration('2_column', 'alter table thing add name text')
  await db.query('begin; lock table thing in access share mode')
  const migrating = ended(migrator('deploy'))
  const { watcher, begun } = await watchingLocks()
  const first = await pollUntil(begun)
  expect((await watcher.query('select count(*)::int from thing')).rows).toEqual([{ count: 0 }])
  await pollUntil(begun, { isEnough: (at) => at && at !== first })
  await watcher.end()
  expect(await ledger()).toEqual(['1_table'])
  await db.query('commit')

  expect(await migrating).toMatchObject({ code: 0 })
  expect(await ledger()).toEqual(['1_table', '2_column'])
})

test('a migration that waits for somebody who waits for it gives way and applies afterwards', async () => {
  migration('1_tables', 'create table thing (id int); create table other (id int)')
  await ended(migrator('deploy'))
  migration('2_column', 'alter table thing add name text; alter table other add name text')
  // Of the two it is the migration that gives up.
  await db.query(`set deadlock_timeout = '1h'`)
  await db.query('begin; lock table other in access share mode')
  const migrating = ended(migrator('deploy'))
  const watcher = clientOf(database.env, database.env.DATABASE_NAME)
  await watcher.connect()
  await pollUntil(
    async () =>
      (
        await watcher.query(`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`)
      ).rowCount,
  )
  await watcher.end()
  await db.query('lock table thing in access share mode; commit')

  expect(await migrating).toMatchObject({ code: 0 })
  expect(await ledger()).toEqual(['1_tables', '2_column'])
})

test('an applied file that was edited stops the start, by name', async () => {
  migration('1_table', 'create table thing (id int)')
  await ended(migrator('deploy'))
  migration('1_table', 'create table thing (id bigint)')

  const { code, err } = await ended(migrator('deploy'))

  expect(code).toBe(1)
  expect(err).toContain('1_table was edited')
})

test('migrations of a newer release are none of an older one’s business', async () => {
  migration('1_table', 'create table thing (id int)')
  migration('2_newer', 'alter table thing add name text')
  await ended(migrator('deploy'))
  program.remove('2_newer')

  expect(await ended(migrator('deploy'))).toMatchObject({ code: 0 })
})

test('wait returns once somebody else has migrated, and writes nothing itself', async () => {
  migration('1_table', 'create table thing (id int)')
  const waiting = migrator('wait')
  const done = ended(waiting)
  await said(waiting, 'waiting for')
  expect(await answers(`select to_regclass('_prisma_migrations')`)).toEqual([null])
  expect(waiting.exitCode).toBeNull()
  await ended(migrator('deploy'))

  expect(await done).toMatchObject({ code: 0 })
})

test('other words are explained', async () => {
  const { code, err } = await ended(migrator('down'))
  expect(code).toBe(64)
  expect(err).toContain('deploy | wait')
})

const functionWithSemicolons = `create function shout(word text) returns text language plpgsql as $$
begin
  word := upper(word); -- a comment; with a semicolon
  return word || '!';
end $$`

const ledger = async () =>
  (
    await db.query(`select migration_name as name from _prisma_migrations
      where finished_at is not null order by finished_at, migration_name`)
  ).rows.map(({ name }) => name)

const answers = async (sql: string) => (await db.query({ text: sql, rowMode: 'array' })).rows[0]

const untilTrue = (sql: string) => pollUntil(async () => (await answers(sql))?.[0])
