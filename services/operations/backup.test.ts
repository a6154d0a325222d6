import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { testServer } from '../testing/database.ts'
import { type Manifest, momentOf } from './manifest.ts'
import { builtJobs, copyOf } from './test-jobs.ts'
import {
  discard,
  nobody,
  ownedFolder,
  productionPostgres,
  programs,
  type TestPostgres,
} from './test-postgres.ts'

const here = programs ?? ''
const whenHere = here ? test : test.skip

let jobs: Awaited<ReturnType<typeof builtJobs>>
let server: TestPostgres | undefined
let store: string
beforeAll(async () => {
  if (!here) return
  ;[jobs, server] = await Promise.all([builtJobs(), productionPostgres(here, ['fsync=off'])])
  store = ownedFolder('taskmate-store')
  await server.query('postgres', 'create role backup login in role pg_read_all_data')
  await server.query('user_service_db', someUsers)
  await server.query('file_service_db', someFiles)
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

whenHere('a backup while people write restores with the same rows and contents', async () => {
  const old = join(store, momentOf(new Date(Date.now() - 20 * 86_400_000)))
  mkdirSync(old)
  if (nobody.uid) chownSync(old, nobody.uid, nobody.gid)
  writeFileSync(join(old, 'user_service_db.dump'), 'old')
  let writing = true
  const writer = (async () => {
    while (writing) await server?.query('user_service_db', oneMoreUser)
  })()

  const backup = await jobs.run('backup', backupSettings())
  writing = false
  await writer
  expect(backup).toMatchObject({ code: 0, err: '' })
  expect(backup.out).toMatch(/^backup: \S+: 4 databases, \d+\.\d MB, 3 files listed\n$/)
  const [moment = '', ...others] = readdirSync(store).sort()
  const manifest = manifestIn(join(store, moment))
  const users = manifest.databases
    .find(({ database }) => database === 'user_service_db')
    ?.tables.find(({ name }) => name === 'public."User"')
  expect(users?.rows).toBeGreaterThanOrEqual(2000)
  expect(manifest.databases.map(({ lastMigration }) => lastMigration)).not.toContain('none')
  expect(manifest.files).toHaveLength(3)
  expect(others).toEqual([])
  expect(jobs.gauges.backup_last_success_timestamp_seconds).toBe(
    Math.floor(Date.parse(manifest.at) / 1000),
  )
  const sizes = manifest.databases.map(({ sizeBytes }) => sizeBytes)
  expect(jobs.gauges.backup_size_bytes).toBe(sizes.reduce((sum, bytes) => sum + bytes, 0))

  const drill = await jobs.run('restore-drill', { BACKUP_DIR: store, PG_BIN: here })
  expect(drill).toMatchObject({ code: 0, err: '' })
  expect(drill.out).toMatch(/restored and equal: \d+\.\d MB of dumps in \d+\.\d s/)
  expect(jobs.gauges.backup_last_restore_ok).toBe(1)
})

whenHere('a row and a value that differ turn the drill red, by table', async () => {
  const copy = copyOf(store)
  const [moment = ''] = readdirSync(copy)
  const manifest = manifestIn(join(copy, moment))
  for (const { name, ...table } of manifest.databases.flatMap(({ tables }) => tables)) {
    const change = name === 'public."User"' ? { rows: table.rows + 1 } : {}
    const found = manifest.databases
      .flatMap(({ tables }) => tables)
      .find((one) => one.name === name)
    Object.assign(found ?? {}, change, name === 'public."File"' ? { contents: '12' } : {})
  }
  writeFileSync(join(copy, moment, 'manifest.json'), JSON.stringify(manifest))

  const { code, err } = await jobs.run('restore-drill', { BACKUP_DIR: copy, PG_BIN: here })

  expect(err).toMatch(/user_service_db public\."User" has (\d+) of \d+ rows/)
  expect(err).toMatch(/file_service_db public\."File" has other contents/)
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
  expect(jobs.gauges.backup_last_restore_ok).toBe(0)
  rmSync(copy, { recursive: true })
})

whenHere('a client of another major than the server writes nothing and names both', async () => {
  const other = ownedFolder('taskmate-store')
  const own = { BACKUP_DIR: other, PG_BIN: here, ...testServer() }

  const { code, err } = await jobs.run('backup', own)

  expect(err).toMatch(/^backup: pg_dump is PostgreSQL \d+, the server is PostgreSQL \d+\n$/)
  expect({ code, left: readdirSync(other) }).toEqual({ code: 1, left: [] })
  rmSync(other, { recursive: true })
})

whenHere('a dump that fails leaves no manifest', async () => {
  const broken = ownedFolder('taskmate-store')
  const folder = ownedFolder('taskmate-programs')
  const script = `#!/bin/sh\ncase "$*" in --version) exec ${here}/pg_dump --version;; *task_service_db*) echo half; echo 'pg_dump: error: connection lost' >&2; exit 1;; esac\nexec ${here}/pg_dump "$@"\n`
  writeFileSync(join(folder, 'pg_dump'), script, { mode: 0o755 })

  const settings = { ...backupSettings(), BACKUP_DIR: broken, PG_BIN: folder }
  const { code, err } = await jobs.run('backup', settings)

  expect({ code, err }).toEqual({
    code: 1,
    err: 'backup: pg_dump: pg_dump: error: connection lost\n',
  })
  expect(readdirSync(join(broken, readdirSync(broken)[0] ?? ''))).toEqual([
    'analytics_service_db.dump',
    'file_service_db.dump',
  ])
  for (const one of [broken, folder]) rmSync(one, { recursive: true })
})

whenHere('a backup whose pod the network does not know yet waits for the database', async () => {
  const target = Number(server?.env.POSTGRES_PORT)
  let refused = 0
  const network = createServer((client) => {
    if (refused++ < 2) return void client.resetAndDestroy()
    const upstream = connect(target, '127.0.0.1')
    client.pipe(upstream).pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', () => resolve()))
  const address = network.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const backup = await jobs.run('backup', { ...backupSettings(), POSTGRES_PORT: port })
  network.close()
  expect(backup).toMatchObject({ code: 0, err: '' })
})

/** The Job's own role may read everything and do nothing else. */
const backupSettings = () => ({
  ...server?.env,
  POSTGRES_USER: 'backup',
  BACKUP_DIR: store,
  PG_BIN: here,
})

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

const someUsers = `insert into "User" (id, email, name) select gen_random_uuid(), n || '@example.com', '이름 ' || n
  from generate_series(1, 2000) n`
const oneMoreUser = `insert into "User" (id, email, name) values (gen_random_uuid(), gen_random_uuid()::text, 'Later')`
const someFiles = `with w as (insert into "Workspace" (id) values (gen_random_uuid()) returning id),
  p as (insert into "Project" (id, "workspaceId", visibility) select gen_random_uuid(), id, 'open' from w returning id)
  insert into "File" (id, "projectId", name, category, state, "sizeBytes", sha256, blocks, "storageKey", "uploadedBy")
  select gen_random_uuid(), p.id, 'plan.pdf', 'document', 'ready', 12, repeat('a1', 32), '\\x00ff', gen_random_uuid(), gen_random_uuid()
  from p, generate_series(1, 3)`
