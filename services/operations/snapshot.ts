import pg from 'pg'
import { whenThere } from '../chassis/poll-until.ts'
import type { Connection } from './program.ts'

export interface Snapshot {
  readonly database: string
  readonly db: pg.Client
  /** Name by which pg_dump sees the very same rows. */
  readonly id: string
}

/** A transaction that keeps seeing the database as it is now. */
export async function snapshotOf(connection: Connection, database: string): Promise<Snapshot> {
  const db = await whenThere(() => connected(connection, database))
  await db.query('begin isolation level repeatable read read only')
  const { rows } = await db.query<{ id: string }>('select pg_export_snapshot() as id')
  return { database, db, id: rows[0]?.id ?? '' }
}

/** A connection on which equal rows always have equal text, whatever the server's settings are. */
export async function connected(connection: Connection, database: string) {
  const db = new pg.Client({
    host: connection.PGHOST,
    port: Number(connection.PGPORT),
    user: connection.PGUSER,
    password: connection.PGPASSWORD,
    database,
    connectionTimeoutMillis: 10_000,
    options: `-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex
      -c extra_float_digits=1 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0`.replace(
      /\s+/g,
      ' ',
    ),
  })
  // A server that goes away fails the query that waits for it; an idle client would end the process without a word.
  db.on('error', () => {})
  await db.connect()
  return db
}

/** Rows and contents of every table. */
export async function tablesOf(db: pg.Client) {
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const tables: { name: string; rows: number; contents: string }[] = []
  for (const { name } of rows) {
    const found = await db.query<{ rows: string; contents: string }>(
      `select count(*) as rows, coalesce(sum(hashtextextended("the row"::text, 0)), 0) as contents from only ${name} as "the row"`,
    )
    const { rows: count = '0', contents = '0' } = found.rows[0] ?? {}
    tables.push({ name, rows: Number(count), contents })
  }
  return tables
}
