import { Readable } from 'node:stream'
import { loadEnv } from '../chassis/env.ts'
import { dumped } from './dump.ts'
import { type BackupEnv, backupEnv } from './env.ts'
import { report } from './gauges.ts'
import { job, megabytes } from './job.ts'
import { databases, MANIFEST, type Manifest, momentOf } from './manifest.ts'
import { storeOf } from './open-store.ts'
import { type Connection, majorOf } from './program.ts'
import { expired } from './retention.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'
import type { Store } from './store.ts'

const env = loadEnv(backupEnv)
await job('backup', () => backup(env))

/** Dumps all databases as of one moment. The manifest is written last: a backup that broke off has none. */
async function backup(env: BackupEnv) {
  const connection = connectionOf(env)
  const store = storeOf(env)
  const at = new Date()
  const moment = momentOf(at)
  const snapshots: (Snapshot & { database: (typeof databases)[number] })[] = []
  try {
    for (const database of databases)
      snapshots.push({ ...(await snapshotOf(connection, database)), database })
    const serverMajor = await sameMajor(env, snapshots)
    const dumps: Manifest['databases'] = []
    for (const snapshot of snapshots)
      dumps.push(await dumped({ env, connection, store, moment }, snapshot))
    const files = await storedFiles(snapshots)
    await writeManifest(store, moment, {
      at: at.toISOString(),
      serverMajor,
      databases: dumps,
      files,
    })
    const bytes = dumps.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    await report(env, 'postgres-backup', {
      backup_last_success_timestamp_seconds: Math.floor(at.getTime() / 1000),
      backup_size_bytes: bytes,
    })
    await refuseDamage(snapshots)
    for (const name of expired(await store.names(), at, env.BACKUP_KEEP_DAYS))
      await store.remove(name)
    return `${moment}: ${dumps.length} databases, ${megabytes(bytes)}, ${files.length} files listed`
  } finally {
    for (const { db } of snapshots) await db.end().catch(() => {})
  }
}

function connectionOf(env: BackupEnv): Connection {
  return {
    PGHOST: env.POSTGRES_HOST,
    PGPORT: String(env.POSTGRES_PORT),
    PGUSER: env.POSTGRES_USER,
    PGPASSWORD: env.DATABASE_PASSWORD,
  }
}

/** A dump of another major may lack what the server has, and nobody notices until the day it is needed. */
async function sameMajor(env: BackupEnv, [snapshot]: Snapshot[]) {
  const asked = await snapshot?.db.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  )
  const server = Math.floor(Number(asked?.rows[0]?.version) / 10_000)
  const client = await majorOf(env, 'pg_dump')
  if (client !== server)
    throw new Error(`pg_dump is PostgreSQL ${client}, the server is PostgreSQL ${server}`)
  return server
}

/** A dump reads no index, and no page that nobody needs: what the server has met since its statistics were last reset
 *  counts as well. The dump is stored all the same, and no older one is removed. */
async function refuseDamage([snapshot]: Snapshot[]) {
  const asked = await snapshot?.db.query<{ found: string }>(
    `select string_agg(format('%s in %s', checksum_failures, coalesce(datname, 'shared tables')), ', ') as found
       from pg_stat_database where checksum_failures > 0`,
  )
  const found = asked?.rows[0]?.found
  if (found) throw new Error(`stored, but the server has read damaged pages: ${found}`)
}

async function storedFiles(snapshots: Snapshot[]): Promise<Manifest['files']> {
  const files = snapshots.find(({ database }) => database === 'file_service_db')
  const asked = await files?.db.query<{ key: string; bytes: string; sha256: string | null }>(
    `select "storageKey" as key, "sizeBytes" as bytes, sha256 from "File"
      where state = 'ready' and "storageKey" is not null order by 1`,
  )
  return (asked?.rows ?? []).map(({ key, bytes, sha256 }) => ({
    key,
    sizeBytes: Number(bytes),
    sha256,
  }))
}

function writeManifest(store: Store, moment: string, manifest: Manifest) {
  const text = `${JSON.stringify(manifest, null, 1)}\n`
  return store.write(`${moment}/${MANIFEST}`, Readable.from([text]))
}
