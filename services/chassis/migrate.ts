import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pollUntil, whenThere } from './poll-until.ts'

/** Prisma's own advisory lock, so that its CLI and we never migrate at the same time. */
const LOCK = 72_707_369
/** Polling, because a session that waits inside a lock holds a snapshot and deadlocks with CREATE INDEX CONCURRENTLY. */
const patience = { everyMs: 150 }
/** No lock in time, or given up for somebody else who waited for us: nothing of the file was done. */
const notYetOurs = ['55P03', '40P01']

export interface Migrated {
  readonly env: {
    readonly POSTGRES_HOST: string
    readonly POSTGRES_PORT: string | number
    readonly POSTGRES_USER: string
    readonly DATABASE_PASSWORD: string
    readonly DATABASE_NAME: string
  }
  /** Holds `<timestamp>_<name>/migration.sql`. */
  readonly folder: string
  readonly say: (line: string) => void
}

/** Applies what is pending, each migration once, however many processes do so at the same time. A file and its row in
 *  `_prisma_migrations` are one query and so one transaction: a kill leaves all of it or nothing.
 *  Throws when an applied file was edited, when a statement fails, or after two minutes without the lock. */
export async function migrate({ env, folder, say }: Migrated) {
  // It waits here, so that its pod need not be started again.
  const db = await whenThere(
    () => connected(env),
    (code) => say(`waiting for the database (${code})`),
  )
  try {
    const isMine = async () => {
      const { rows } = await db.query('select pg_try_advisory_lock($1) as mine', [LOCK])
      return rows[0].mine
    }
    await pollUntil(isMine, {
      ...patience,
      complaint: 'another process has been migrating for two minutes',
    })
    await db.query(ledger)
    const applied = await appliedBy(db)
    for (const migration of migrationsIn(folder)) {
      const known = applied.get(migration.name)
      if (known === undefined) {
        say(`applying ${migration.name}`)
        await apply(db, migration)
      } else if (known !== migration.checksum)
        throw new Error(`${migration.name} was edited after it had been applied`)
    }
  } finally {
    await db.end()
  }
}

/** Waits until everything in `folder` is recorded as applied, at most `patienceMs`. Never writes. */
export async function waitForMigrations({ env, folder, say }: Migrated, patienceMs = 300_000) {
  const wanted = migrationsIn(folder)
  const until = Date.now() + patienceMs
  for (;;) {
    const missing = await missingOf(env, wanted).catch((error: Error) => error.message)
    if (missing === undefined) return
    if (Date.now() > until) throw new Error(`still waiting for ${missing}`)
    say(`waiting for ${missing}`)
    await sleep(Math.min(1000, patienceMs))
  }
}

const ledger = `create table if not exists _prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

const migrationsIn = (folder: string): Migration[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

const concurrently = /^\s*(--.*\n\s*)*(CREATE|DROP)\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY/i

async function apply(db: pg.Client, { name, sql, checksum }: Migration) {
  const record = `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    values ('${randomUUID()}', '${checksum}', '${name.replaceAll("'", "''")}', now(), 1)`
  const done = async (work: () => Promise<unknown>) => {
    try {
      await work()
      return true
    } catch (error) {
      if (error instanceof pg.DatabaseError && notYetOurs.includes(error.code ?? '')) return false
      throw new Error(`${name} failed`, { cause: error })
    }
  }
  const untilDone = (work: () => Promise<unknown>) =>
    pollUntil(() => done(work), { ...patience, complaint: `${name} could not get its locks` })
  if (!concurrently.test(sql)) return untilDone(() => db.query(`${sql}\n;${record}`))
  await untilDone(async () => {
    await dropInvalidIndexes(db)
    await db.query(sql)
  })
  return untilDone(() => db.query(record))
}

/** What a `CREATE INDEX CONCURRENTLY` leaves behind that was killed, or gave up waiting, would satisfy its IF NOT EXISTS. */
async function dropInvalidIndexes(db: pg.Client) {
  const { rows } = await db.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
      where not indisvalid and c.relnamespace = current_schema()::regnamespace`,
  )
  for (const { name } of rows) await db.query(`drop index concurrently if exists ${name}`)
}

async function appliedBy(db: pg.Client) {
  const { rows } = await db.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function missingOf(env: Migrated['env'], wanted: Migration[]) {
  const db = await connected(env)
  try {
    const applied = await appliedBy(db)
    return wanted.find(({ name }) => !applied.has(name))?.name
  } finally {
    await db.end()
  }
}

async function connected(env: Migrated['env']) {
  const db = new pg.Client({
    host: env.POSTGRES_HOST,
    port: Number(env.POSTGRES_PORT),
    user: env.POSTGRES_USER,
    password: env.DATABASE_PASSWORD,
    database: env.DATABASE_NAME,
    connectionTimeoutMillis: 10_000,
    // The first ends the work of a killed pod; the second keeps a waiting migration from blocking everybody else.
    options: '-c client_connection_check_interval=1000 -c lock_timeout=2000',
  })
  await db.connect()
  return db
}
