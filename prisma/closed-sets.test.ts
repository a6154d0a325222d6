import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  groups,
  priorities,
  roles as projectRoles,
  visibilities,
} from '../services/task-service/contract.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../services/testing/database.ts'
import { clientOf } from '../services/testing/postgres.ts'
import { roles } from '../services/user-service/contract.ts'

const shorts = ['user', 'task', 'file', 'analytics']

const clients: Record<string, ReturnType<typeof clientOf>> = {}
const databases: TemporaryDatabase[] = []

beforeAll(async () => {
  for (const short of shorts) {
    const database = await temporaryDatabase(short)
    const client = clientOf(database.env, database.env.DATABASE_NAME)
    await client.connect()
    clients[short] = client
    databases.push(database)
  }
})
afterAll(async () => {
  for (const client of Object.values(clients)) await client.end()
  for (const database of databases) await database.close()
})

/** Values of a set in the order of `<`; nothing where the database does not know it. */
async function orderOf(short: string, set: string) {
  const { rows } = await ask(
    short,
    `select enumlabel::text as value from pg_enum join pg_type on pg_type.oid = enumtypid
      where typname = $1 order by enumsortorder`,
    [set],
  )
  return rows.map((row) => row.value)
}

const ask = async (short: string, sql: string, values: unknown[] = []) =>
  (await clients[short]?.query(sql, values)) ?? { rows: [] }

test.each([
  ['Role', shorts, [...roles].reverse()],
  ['Role', ['task'], ['guest', ...[...projectRoles].reverse()]],
  ['Group', ['task', 'analytics'], [...groups]],
  ['Priority', ['task'], [...priorities]],
  ['Visibility', ['task', 'file', 'analytics'], [...visibilities].reverse()],
])(
  'the values of %s have in %j the order that the contract gives them',
  async (set, known, order) => {
    for (const short of known)
      expect({ short, order: await orderOf(short, set) }).toEqual({ short, order })
  },
)

test('no column that holds one of a closed set takes another value', async () => {
  const sets: Record<string, RegExp> = {
    role: /"Role"/,
    visibility: /"Visibility"/,
    group: /"Group"/,
    priority: /"Priority"/,
    state: /"FileState"/,
  }
  let seen = 0
  for (const short of shorts) {
    const { rows } = await ask(
      short,
      `select c.table_name as table, c.column_name as column, c.udt_name as type,
              (select string_agg(pg_get_constraintdef(oid), ' ') from pg_constraint
                where conrelid = format('%I', c.table_name)::regclass and contype = 'c' and convalidated
                  and conkey = array[c.ordinal_position::smallint]) as rule
         from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where table_schema = 'public' and table_type = 'BASE TABLE' and c.column_name = any($1)`,
      [Object.keys(sets)],
    )
    for (const { table, column, type, rule } of rows) {
      seen += 1
      const isClosed = sets[column]?.test(`"${type}" ${rule}`)
      expect({ short, table, column, isClosed }).toEqual({ short, table, column, isClosed: true })
    }
  }
  expect(seen).toBe(17)
  const boss = `insert into "Member" ("workspaceId", "userId", role) values (gen_random_uuid(), gen_random_uuid(), 'boss')`
  await expect(ask('task', boss)).rejects.toThrow('invalid input value for enum "Role": "boss"')
})
