import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { schemaDifference } from '../bin/schema-difference.ts'
import { services, shortName } from '../services/catalog.ts'
import {
  emptyDatabase,
  type TemporaryDatabase,
  temporaryDatabase,
} from '../services/testing/database.ts'
import { clientOf } from '../services/testing/postgres.ts'

const shorts = services.flatMap(({ name, database }) => (database ? [shortName(name)] : []))

test.each(shorts)('%s: each change of the schema has its migration', async (short) => {
  const last = readFileSync(`prisma/${short}/migrations/schema.prisma`, 'utf8')
  const now = readFileSync(`prisma/${short}/schema.prisma`, 'utf8')
  expect(await schemaDifference(last, now)).toContain('empty migration')
})

test.each(shorts)('%s: migrations make what the schema promises', async (short) => {
  const schema = readFileSync(`prisma/${short}/schema.prisma`, 'utf8')
  const promised = await emptyDatabase()
  const made = await temporaryDatabase(short)
  const client = clientOf(promised.env, promised.env.DATABASE_NAME)
  await client.connect()
  await client.query(await schemaDifference(undefined, schema))
  await client.end()

  const [wanted, found] = [await catalogOf(promised), await catalogOf(made)]
  expect(found.columns).toEqual(wanted.columns)
  expect(found.rules).toEqual(expect.arrayContaining(wanted.rules))
  await Promise.all([promised.close(), made.close()])
})

test.each(shorts)(
  '%s: a file holds no transaction of its own; CONCURRENTLY stands alone',
  (short) => {
    for (const { name, sql } of filesOf(short)) {
      const statements = sql.replace(/\$\$[\s\S]*?\$\$/g, '').replace(/--.*$/gm, '')
      expect({ name, found: /^\s*(begin|commit|rollback)\s*;/im.test(statements) }).toEqual({
        name,
        found: false,
      })
      if (/\bconcurrently\b/i.test(statements))
        expect(statements.split(';').filter((one) => one.trim())).toHaveLength(1)
    }
  },
)

test.each(shorts)(
  '%s: a file holds one table that is in use, and alters it or writes into it',
  (short) => {
    const made = new Set<string>()
    for (const { name, sql } of filesOf(short).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name < firstOfOneTable) continue
      const statements = sql.replace(/\$\$[\s\S]*?\$\$/g, '').replace(/--.*$/gm, '')
      for (const [, table = ''] of statements.matchAll(/\bCREATE TABLE "(\w+)"/g)) made.add(table)
      const held = [...statements.matchAll(holding)].filter(([, , table = '']) => !made.has(table))
      expect({ name, held: new Set(held.map(([, , table]) => table)).size }).toEqual({
        name,
        held: held.length > 0 ? 1 : 0,
      })
      const isAltered = held.some(([, act]) => act === 'ALTER TABLE')
      const isWritten = held.some(([, act]) => act === 'UPDATE' || act === 'DELETE FROM')
      expect({ name, found: isAltered && isWritten }).toEqual({ name, found: false })
    }
  },
)

test.each(shorts)('%s: no migration stands in the way of the release that serves', (short) => {
  for (const { name, sql } of filesOf(short))
    expect({ name, found: lint(sql) }).toEqual({ name, found: [] })
})

test.each([
  ['ALTER TABLE "Task" ADD COLUMN "x" TEXT NOT NULL', 'adding-required-field'],
  ['ALTER TABLE "Task" DROP COLUMN "rank"', 'ban-drop-column'],
  ['ALTER TABLE "Task" RENAME COLUMN "rank" TO "place"', 'renaming-column'],
  ['ALTER TABLE "Task" ALTER COLUMN "number" TYPE BIGINT', 'changing-column-type'],
  ['CREATE INDEX "Task_x" ON "Task"("x")', 'require-concurrent-index-creation'],
  ['CREATE INDEX CONCURRENTLY "Task_x" ON "Task"("x")', 'prefer-robust-stmts'],
  ['ALTER TABLE "Task" ADD CONSTRAINT "x" CHECK ("number" > 0)', 'constraint-missing-not-valid'],
])('“%s” is refused: %s', (sql, rule) => {
  expect(lint(sql)).toEqual([rule])
})

/** The names of the rules of squawk that a file breaks; which ones do not hold here, and why: `.squawk.toml`. */
function lint(sql: string) {
  const squawk = ['--reporter', 'json', '--stdin-filepath', 'migration.sql']
  const { stdout, error } = spawnSync('node_modules/.bin/squawk', squawk, { input: sql })
  if (error) throw error
  return JSON.parse(String(stdout)).map(({ rule_name }: { rule_name: string }) => rule_name)
}

/** Whoever reads or writes may come to two tables in the other order than a file, and then they wait for each other. Before this
 *  one nothing was split. */
const firstOfOneTable = '20261130111400'

/** What holds a table or view until its file is over, and which. */
const holding =
  /\b(ALTER TABLE|CREATE OR REPLACE VIEW|UPDATE|DELETE FROM|REFERENCES|TRIGGER[^;]*? ON) "(\w+)"/g

const filesOf = (short: string) =>
  readdirSync(`prisma/${short}/migrations`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      sql: readFileSync(`prisma/${short}/migrations/${name}/migration.sql`, 'utf8'),
    }))

/** Columns that an index only carries along: Prisma has no word for them. */
const included = `' INCLUDE \\([^)]*\\)'`

/** Columns in full; keys and indexes as PostgreSQL spells them. */
async function catalogOf({ env }: TemporaryDatabase) {
  const client = clientOf(env, env.DATABASE_NAME)
  await client.connect()
  const { rows: columns } = await client.query(
    `select table_name, column_name, udt_name, is_nullable, datetime_precision
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like '\\_prisma%' order by 1, 2`,
  )
  const { rows: rules } = await client.query<{ rule: string }>(
    `select conrelid::regclass || ' ' || regexp_replace(pg_get_constraintdef(oid), ${included}, '') as rule from pg_constraint
       where connamespace = 'public'::regnamespace and contype in ('p', 'f', 'u') and conrelid::regclass::text not like '%_prisma%'
     union all
     select regexp_replace(regexp_replace(indexdef, 'INDEX \\S+', 'INDEX'), ${included}, '') from pg_indexes
       where schemaname = 'public' and tablename not like '\\_prisma%' order by 1`,
  )
  await client.end()
  return { columns, rules: rules.map(({ rule }) => rule) }
}
