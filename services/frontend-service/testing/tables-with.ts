import { clientOf } from '../../testing/postgres.ts'
import type { System } from './test-system.ts'

/** Tables of a database in which one of some texts stands, in whatever column. */
export async function tablesWith(
  { databases }: Pick<System, 'databases'>,
  nth: number,
  texts: readonly string[],
) {
  const env = databases[nth]
  if (!env) throw new Error('there are four databases')
  const database = clientOf(env, env.DATABASE_NAME)
  await database.connect()
  const { rows: tables } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const found: string[] = []
  for (const { name } of tables)
    for (const text of texts) {
      const hit = await database.query(
        `select from "${name}" r where strpos(row_to_json(r)::text, $1) > 0 limit 1`,
        [text],
      )
      if (hit.rowCount) found.push(`${name} ${text}`)
    }
  await database.end()
  return found
}
