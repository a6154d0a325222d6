import type { DrillEnv } from './env.ts'
import type { Dump } from './manifest.ts'
import { type Connection, run } from './program.ts'
import { connected, tablesOf } from './snapshot.ts'

/** Restores one dump into a new database. */
export async function restored(env: DrillEnv, connection: Connection, dump: Dump, path: string) {
  const db = await connected(connection, 'postgres')
  await db.query(`create database "${dump.database}" template template0`)
  await db.end()
  const flags = ['--exit-on-error', '--no-owner', '--no-privileges', '--jobs=2']
  await run(env, 'pg_restore', [...flags, `--dbname=${dump.database}`, path], connection)
}

/** What a restored database has otherwise than its manifest says, one phrase for each table. */
export async function differences(connection: Connection, { database, tables }: Dump) {
  const db = await connected(connection, database)
  const found = new Map((await tablesOf(db)).map((table) => [table.name, table]))
  await db.end()
  const expected = tables.map(({ name, rows, contents }) => {
    const table = found.get(name)
    found.delete(name)
    if (!table) return `${database} lacks ${name}`
    if (table.rows !== rows) return `${database} ${name} has ${table.rows} of ${rows} rows`
    return table.contents === contents ? undefined : `${database} ${name} has other contents`
  })
  const unexpected = [...found.keys()].map((name) => `${database} has ${name} too many`)
  return [...expected, ...unexpected].filter((phrase) => phrase !== undefined)
}

/** Reads every table and index of the restored databases as amcheck does: each page, each tuple, each index entry. */
export async function checked(env: DrillEnv, connection: Connection, databases: readonly string[]) {
  const names = databases.map((database) => `--database=${database}`)
  const flags = ['--install-missing', '--heapallindexed', '--jobs=2']
  await run(env, 'pg_amcheck', [...flags, ...names], connection)
}
