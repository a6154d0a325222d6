import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startUserService } from '../user-service/testing/start-user-service.ts'
import { drillEnv } from './env.ts'
import { type Manifest, parsedManifest } from './manifest.ts'
import { restored } from './restore.ts'
import { builtJobs } from './test-jobs.ts'
import {
  discard,
  eventsOfMegabytes,
  ownedFolder,
  productionPostgres,
  programs,
  runningPostgres,
  type TestPostgres,
} from './test-postgres.ts'

const here = programs ?? ''
const whenHere = here ? test : test.skip

let jobs: Awaited<ReturnType<typeof builtJobs>>
let server: TestPostgres
let store: string
beforeAll(async () => {
  if (!here) return
  ;[jobs, server] = await Promise.all([builtJobs(), productionPostgres(here)])
  store = ownedFolder('taskmate-store')
})
afterAll(async () => {
  await discard(server)
  jobs?.close()
  if (store) rmSync(store, { recursive: true })
})

test('CI has PostgreSQL’s client programs; elsewhere the rest of this file may be left out', () => {
  if (!here) console.log('not run: pg_dump missing')
  expect(here || !process.env.CI).toBeTruthy()
})

whenHere('a person signs in to a database that was lost and restored from its dump', async () => {
  const settings = { ...server.env, DATABASE_NAME: 'user_service_db' }
  const before = await startUserService(settings)
  const { email, id } = await before.person('Ana')
  await before.close()
  expect(await jobs.run('backup', backupSettings())).toMatchObject({ code: 0 })
  await server.query('postgres', 'drop database user_service_db with (force)')

  const { folder, manifest } = newest()
  const dump = manifest.databases.find(({ database }) => database === 'user_service_db')
  if (!dump) throw new Error('no dump of user_service_db')
  const env = drillEnv.parse({ PATH: here })
  await restored(env, connectionOf(server), dump, join(folder, dump.file))

  const after = await startUserService(settings)
  const signedIn = await after.gateway.sessions.create.mutate({
    email,
    password: 'correct horse battery',
    ip: '127.0.0.1',
    userAgent: 'test',
  })
  expect(signedIn.user.id).toBe(id)
  await after.close()
})

whenHere('200 MB are dumped, restored and compared', async () => {
  await server.query('task_service_db', eventsOfMegabytes(200))
  const [[size = 0] = []] = await server.query(
    'task_service_db',
    'select pg_database_size(current_database())::float8',
  )
  const started = performance.now()
  expect(await jobs.run('backup', backupSettings())).toMatchObject({ code: 0, err: '' })
  const dumped = performance.now()
  const drill = await jobs.run('restore-drill', { BACKUP_DIR: store, PG_BIN: here })
  const seconds = (performance.now() - dumped) / 1000

  expect(drill).toMatchObject({ code: 0, err: '' })
  console.log(
    `${(Number(size) / 1024 ** 2).toFixed(0)} MB: dumped in ${((dumped - started) / 1000).toFixed(1)} s, ` +
      `restored, compared and checked in ${seconds.toFixed(1)} s`,
  )
})

whenHere('a flipped byte in a page ends the backup instead of getting into it', async () => {
  await server.query('user_service_db', 'checkpoint')
  const [[page] = []] = await server.query(
    'user_service_db',
    `select pg_relation_filepath('"User"')`,
  )
  await server.stop()
  flip(join(server.folder, 'data', String(page)), 8000)
  server = await runningPostgres(here, server.folder)
  const manifests = () =>
    readdirSync(store, { recursive: true }).filter((name) => `${name}`.endsWith('.json'))
  const before = manifests()

  const { code, err } = await jobs.run('backup', backupSettings())

  expect(err).toMatch(/^backup: .*invalid page in block 0 of relation/)
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
  expect(manifests()).toEqual(before)
})

const backupSettings = () => ({ ...server.env, BACKUP_DIR: store, PG_BIN: here })

const connectionOf = ({ env }: TestPostgres) => ({
  PGHOST: env.POSTGRES_HOST,
  PGPORT: env.POSTGRES_PORT,
  PGUSER: env.POSTGRES_USER,
})

function newest(): { folder: string; manifest: Manifest } {
  const folder = join(store, readdirSync(store).sort().at(-1) ?? '')
  return { folder, manifest: parsedManifest(readFileSync(join(folder, 'manifest.json'), 'utf8')) }
}

function flip(path: string, position: number) {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, position)
  byte[0] = (byte[0] ?? 0) ^ 0xff
  writeSync(file, byte, 0, 1, position)
  closeSync(file)
}
