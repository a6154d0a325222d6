import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BackupEnv } from './env.ts'
import type { Dump } from './manifest.ts'
import { type Connection, started } from './program.ts'
import { type Snapshot, tablesOf } from './snapshot.ts'
import type { Store } from './store.ts'

export interface Dumping {
  readonly env: BackupEnv
  readonly connection: Connection
  readonly store: Store
  readonly moment: string
}

/** Streams one database into the store and says what it holds, both as of the same snapshot. */
export async function dumped(
  { env, connection, store, moment }: Dumping,
  { database, db, id }: Snapshot & { readonly database: Dump['database'] },
): Promise<Dump> {
  const file = `${database}.dump`
  // Measured on event rows: level 1 takes 0.4 of the default's time for 6 % more bytes.
  const flags = ['--format=custom', '--compress=1', `--snapshot=${id}`, '--lock-wait-timeout=60s']
  const pgDump = started(env, 'pg_dump', [...flags, database], connection)
  const [{ sizeBytes, sha256 }, tables, lastMigration] = await Promise.all([
    stored(store, `${moment}/${file}`, pgDump),
    tablesOf(db),
    lastMigrationOf(db),
  ])
  return { database, file, sizeBytes, sha256, lastMigration, tables }
}

/** Writes what a program prints; its last bytes are passed on only once it has ended well, so that a dump that broke
 *  off is never stored as a whole one. */
async function stored(store: Store, name: string, program: ReturnType<typeof started>) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const bytes = new PassThrough()
  const written = store.write(name, bytes)
  written.catch((error: Error) => bytes.destroy(error))
  const passed = pipeline(
    program.output,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        sizeBytes += chunk.length
        yield chunk
      }
      await program.ended
    },
    bytes,
  )
  // Both, so that the store has cleaned up before the process ends.
  for (const end of await Promise.allSettled([written, passed]))
    if (end.status === 'rejected') throw end.reason
  return { sizeBytes, sha256: hash.digest('hex') }
}

async function lastMigrationOf(db: Snapshot['db']) {
  const { rows } = await db.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where finished_at is not null
      and rolled_back_at is null order by migration_name desc limit 1`,
  )
  return rows[0]?.name ?? 'none'
}
