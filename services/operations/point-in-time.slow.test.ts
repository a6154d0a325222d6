import {
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../chassis/poll-until.ts'
import { clientOf } from '../testing/postgres.ts'
import { drillEnv } from './env.ts'
import { run } from './program.ts'
import { checked } from './restore.ts'
import {
  discard,
  eventsOfMegabytes,
  nobody,
  ownedFolder,
  productionPostgres,
  programs,
  runningPostgres,
  type TestPostgres,
} from './test-postgres.ts'

const here = programs ?? ''
const whenHere = here ? test : test.skip

/** The cluster archives at least once a minute; a tenth of that keeps the test short. */
const ARCHIVE_SECONDS = 6
const WRITE_SECONDS = Number(process.env.TASKMATE_WRITE_SECONDS ?? 12)

let server: TestPostgres
let archive: string
let base: string
beforeAll(async () => {
  if (!here) return
  archive = ownedFolder('taskmate-archive')
  server = await productionPostgres(here, [
    'wal_level=replica',
    'archive_mode=on',
    `archive_command=cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`,
    `archive_timeout=${ARCHIVE_SECONDS}`,
    'max_wal_size=1GB',
  ])
  await server.query('task_service_db', eventsOfMegabytes(200))
  base = join(ownedFolder('taskmate-base'), 'data')
  await run(env, 'pg_basebackup', ['-D', base, '-X', 'none', '-c', 'fast'], connectionOf(server))
})
afterAll(async () => {
  await discard(server)
  for (const folder of [archive, base && join(base, '..')])
    if (folder) rmSync(folder, { recursive: true })
})

const env = drillEnv.parse({ PATH: `${here}:/usr/bin:/bin` })

test('CI has PostgreSQL’s client programs; elsewhere the rest of this file may be left out', () => {
  if (!here) console.log('not run: pg_basebackup missing')
  expect(here || !process.env.CI).toBeTruthy()
})

whenHere(
  'after a dropped table the last second before it comes back, with every acknowledged write',
  async () => {
    await server.query('task_service_db', 'create table written (id int primary key)')
    const writes = await writing(WRITE_SECONDS)
    const [[dropped] = []] = await server.query('task_service_db', 'select clock_timestamp()')
    await server.query('task_service_db', 'drop table written')
    const lost = performance.now()
    await archived()
    const exposed = (performance.now() - lost) / 1000
    await server.stop()

    const target = new Date(Number(dropped) - 1000)
    const started = performance.now()
    const back = await recovered(target)
    const seconds = (performance.now() - started) / 1000
    const found = new Set((await back.query('task_service_db', 'select id from written')).flat())
    await checked(env, connectionOf(back), ['task_service_db', 'user_service_db'])
    const [[size] = []] = await back.query(
      'postgres',
      `select (pg_database_size('task_service_db') / 1024 ^ 2)::int`,
    )
    await discard(back)

    const missing = writes.filter((one) => one.acknowledged < target && !found.has(one.id))
    const extra = writes.filter((one) => one.begun > target && found.has(one.id))
    console.log(
      `${size} MB to one second before the drop in ${seconds.toFixed(1)} s; ${writes.length} writes, ` +
        `${found.size} back, ${missing.length} missing, ${extra.length} extra; the log was safe after ` +
        `${exposed.toFixed(1)} s of at most ${ARCHIVE_SECONDS}`,
    )
    expect(found.size).toBeGreaterThan(100)
    expect({ missing, extra }).toEqual({ missing: [], extra: [] })

    const segments = readdirSync(archive)
      .filter((name) => /^[\dA-F]{24}$/.test(name))
      .sort()
    const [missingSegment = ''] = segments.slice(-2)
    renameSync(join(archive, missingSegment), join(archive, 'lost'))
    await expect(recovered(target)).rejects.toThrow(
      'recovery ended before configured recovery target was reached',
    )
  },
)

interface Write {
  readonly id: number
  readonly begun: Date
  readonly acknowledged: Date
}

/** Two people who write one row after the other. */
async function writing(seconds: number) {
  const until = Date.now() + seconds * 1000
  const writes: Write[] = []
  await Promise.all(
    [0, 1].map(async (writer) => {
      const db = clientOf(server.env, 'task_service_db')
      await db.connect()
      for (let id = writer; Date.now() < until; id += 2) {
        const begun = new Date()
        await db.query('insert into written values ($1)', [id])
        writes.push({ id, begun, acknowledged: new Date() })
        await sleep(2)
      }
      await db.end()
    }),
  )
  return writes
}

/** Waits until the log up to now is in the archive, without asking for it. */
async function archived() {
  const [[segment] = []] = await server.query(
    'postgres',
    'select pg_walfile_name(pg_current_wal_insert_lsn())',
  )
  await pollUntil(() => readdirSync(archive).includes(String(segment)))
}

/** The base backup with the archived log replayed up to `target`. */
async function recovered(target: Date) {
  const folder = ownedFolder('taskmate-recovered')
  const data = join(folder, 'data')
  cpSync(base, data, { recursive: true })
  mkdirSync(join(data, 'pg_wal', 'archive_status'), { recursive: true })
  writeFileSync(join(data, 'recovery.signal'), '')
  if (nobody.uid)
    for (const name of ['.', ...readdirSync(data, { recursive: true, encoding: 'utf8' })])
      chownSync(join(data, name), nobody.uid, nobody.gid)
  try {
    return await runningPostgres(here, folder, [
      `restore_command=cp ${archive}/%f %p`,
      `recovery_target_time=${target.toISOString().replace('Z', '+00')}`,
      'recovery_target_action=promote',
    ])
  } catch (error) {
    rmSync(folder, { recursive: true })
    throw error
  }
}

const connectionOf = ({ env: { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER } }: TestPostgres) => ({
  PGHOST: POSTGRES_HOST,
  PGPORT: POSTGRES_PORT,
  PGUSER: POSTGRES_USER,
})
