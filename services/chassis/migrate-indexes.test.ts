import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type pg from 'pg'
import { emptyDatabase, type TemporaryDatabase } from '../testing/database.ts'
import { ended, migrators } from '../testing/migrators.ts'
import { clientOf } from '../testing/postgres.ts'

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

test('what a killed CREATE INDEX CONCURRENTLY left behind is built anew', async () => {
  migration('1_table', 'create table thing (id int); insert into thing values (1), (1)')
  await ended(migrator('deploy'))
  await leaveInvalid('thing_id', 'id')
  expect(await indexes()).toEqual([['thing_id', false]])
  await db.query('delete from thing')
  migration(
    '2_index',
    '-- once\ncreate unique index concurrently if not exists thing_id on thing (id)',
  )

  expect(await ended(migrator('deploy'))).toMatchObject({ code: 0 })
  expect(await indexes()).toEqual([['thing_id', true]])
})

test('an index that a failed migration leaves refuses nothing, and is built by the next try', async () => {
  migration('1_table', 'create table thing (id int); insert into thing values (1), (1)')
  await ended(migrator('deploy'))
  migration('2_index', 'create unique index concurrently if not exists "Thing_Id" on thing (id)')

  expect(await ended(migrator('deploy'))).toMatchObject({
    code: 1,
    err: expect.stringMatching(/2_index failed[\s\S]*could not create unique index/),
  })
  expect(await indexes()).toEqual([])
  await db.query('insert into thing values (1); delete from thing')
  expect(await ended(migrator('deploy'))).toMatchObject({ code: 0 })
  expect(await indexes()).toEqual([['Thing_Id', true]])
  expect(await ledger()).toEqual(['1_table', '2_index'])
})

test('a migration leaves alone what others left: nothing would build it anew', async () => {
  migration('1_table', 'create table thing (id int, size int)')
  migration('2_size', 'create index concurrently if not exists thing_size on thing (size)')
  await ended(migrator('deploy'))
  await db.query('insert into thing values (1, 1), (1, 1); drop index thing_size')
  await leaveInvalid('thing_size', 'size')
  migration('3_id', 'create index concurrently if not exists thing_id on thing (id)')

  expect(await ended(migrator('deploy'))).toMatchObject({ code: 0 })
  expect(await indexes()).toEqual([
    ['thing_id', true],
    ['thing_size', false],
  ])
})

test('invalid indexes are told at each start, with what mends them, and copies of a REINDEX too', async () => {
  migration('1_table', 'create table thing (id int); create index thing_id on thing (id)')
  expect((await ended(migrator('deploy'))).out).not.toContain('invalid')
  await db.query('insert into thing values (1), (1)')
  await leaveInvalid('"Thing_Id"', 'id')
  await leaveInvalid('thing_id_ccnew', 'id')

  const { code, out } = await ended(migrator('deploy'))
  expect(code).toBe(0)
  expect(out).toContain(
    'index "Thing_Id" of thing is invalid: reindex index concurrently "Thing_Id"',
  )
  expect(out).toContain(
    'index thing_id_ccnew of thing is invalid: drop index concurrently thing_id_ccnew',
  )
  await db.query('drop index concurrently thing_id_ccnew')
  await db.query('delete from thing')
  await db.query('reindex index concurrently "Thing_Id"')
  expect((await ended(migrator('deploy'))).out).not.toContain('invalid')
})

test('a REINDEX as a migration removes the copy of one that gave up, and keeps the index', async () => {
  migration('1_table', 'create table thing (id int); create index thing_id on thing (id)')
  await ended(migrator('deploy'))
  await db.query('insert into thing values (1), (1)')
  await leaveInvalid('thing_id_ccnew', 'id')
  migration('2_again', 'reindex index concurrently thing_id')

  expect(await ended(migrator('deploy'))).toMatchObject({ code: 0 })
  expect(await indexes()).toEqual([['thing_id', true]])
  expect(await ledger()).toEqual(['1_table', '2_again'])
})

/** Leaves an invalid index, as one whose building met two equal rows. */
const leaveInvalid = (name: string, column: string) =>
  db.query(`create unique index concurrently ${name} on thing (${column})`).catch(() => {})

/** Each index of our own tables, and whether it is valid. */
const indexes = async () =>
  (
    await db.query({
      text: `select c.relname::text, indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = 'thing'::regclass order by 1`,
      rowMode: 'array',
    })
  ).rows

const ledger = async () =>
  (
    await db.query(`select migration_name as name from _prisma_migrations
      where finished_at is not null order by finished_at, migration_name`)
  ).rows.map(({ name }) => name)
