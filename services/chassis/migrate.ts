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
    for (const index of await invalidIndexes(db)) say(complaintOf(index))
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

/** Begins a file that is one statement which no transaction may hold. */
const concurrently =
  /^\s*(?:--.*\n\s*)*(CREATE|DROP|REINDEX)\s+(?:UNIQUE\s+)?(?:INDEX|TABLE)\s+CONCURRENTLY\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?("[^"]+"|\w+)/i

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
  const [, verb = '', index = ''] = concurrently.exec(sql) ?? []
  if (!verb) return untilDone(() => db.query(`${sql}\n;${record}`))
  const leftovers = () => dropLeftovers(db, verb.toUpperCase(), nameOf(index))
  try {
    await untilDone(async () => {
      await leftovers()
      await db.query(sql)
    })
  } catch (error) {
    // An unfinished unique index refuses what the release that serves may write.
    await leftovers().catch(() => {})
    throw error
  }
  return untilDone(() => db.query(record))
}

/** As the catalogue of PostgreSQL has it. */
const nameOf = (identifier: string) =>
  identifier.startsWith('"') ? identifier.slice(1, -1) : identifier.toLowerCase()

/** What a CREATE INDEX CONCURRENTLY leaves behind that was killed, failed or gave up waiting would satisfy its IF NOT EXISTS; a
 *  REINDEX leaves copies, beside the index that is to stay. Other indexes are left alone, for nothing would build them anew. */
async function dropLeftovers(db: pg.Client, verb: string, index: string) {
  const copy = /^_cc(new|old)\d*$/
  for (const { name, quoted } of await invalidIndexes(db))
    if (
      (verb === 'CREATE' && name === index) ||
      (name.startsWith(index) && copy.test(name.slice(index.length)))
    )
      await db.query(`drop index concurrently if exists ${quoted}`)
}

interface InvalidIndex {
  readonly name: string
  /** As statements have to write it. */
  readonly quoted: string
  readonly table: string
}

/** Indexes of the schema that PostgreSQL keeps up to date and never reads, because a statement that builds CONCURRENTLY was
 *  killed, failed or gave up. Those that are being built, as far as we may see who builds, are none. */
export async function invalidIndexes(db: Pick<pg.Client, 'query'>) {
  const { rows } = await db.query<InvalidIndex>(
    `select c.relname as name, quote_ident(c.relname) as quoted, i.indrelid::regclass::text as "table"
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where not i.indisvalid and c.relkind = 'i' and c.relnamespace = current_schema()::regnamespace
        and not exists (select from pg_stat_progress_create_index p join pg_database d on d.oid = p.datid
                         where d.datname = current_database() and p.index_relid = i.indexrelid)
      order by 1`,
  )
  return rows
}

/** What is wrong with an index, and what mends it. */
function complaintOf({ name, quoted, table }: InvalidIndex) {
  const isCopy = /_cc(new|old)\d*$/.test(name)
  const mend = isCopy ? `drop index concurrently ${quoted}` : `reindex index concurrently ${quoted}`
  return `index ${quoted} of ${table} is invalid: ${mend}`
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
