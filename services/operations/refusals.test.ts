import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { drill } from './drill.ts'
import { drillEnv } from './env.ts'
import { databases, type Manifest, momentOf } from './manifest.ts'
import { builtJobs } from './test-jobs.ts'
import { ownedFolder } from './test-postgres.ts'

// All of this is refused before a server is started, so it needs no PostgreSQL.
let jobs: Awaited<ReturnType<typeof builtJobs>>
let store: string
beforeAll(async () => {
  jobs = await builtJobs()
})
afterAll(() => jobs.close())
beforeEach(() => {
  store = ownedFolder('taskmate-store')
})
afterEach(() => rmSync(store, { recursive: true, force: true }))

test('the Job ends with one line and exit code 1, and reports that the last restore failed', async () => {
  truncateSync(join(backup(), 'task_service_db.dump'), 5)

  const { code, out, err } = await jobs.run('restore-drill', { BACKUP_DIR: store })

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(
    /^restore drill: \S+task_service_db\.dump is truncated: \d+ bytes expected\n$/,
  )
  expect(jobs.gauges).toEqual({ backup_last_restore_ok: 0 })
})

test('a Job without its settings ends with a line for each, before it touches anything', async () => {
  const { code, out, err } = await jobs.run('backup', {
    BACKUP_DIR: store,
    POSTGRES_USER: 'backup',
  })
  expect({ code, out }).toEqual({ code: 78, out: '' })
  expect(err).toMatch(/^environment: POSTGRES_HOST: .+\nenvironment: DATABASE_PASSWORD: .+\n$/)
})

test('an empty store', async () => {
  await refused('the store holds no backup')
})

test('a backup that broke off before its manifest', async () => {
  const folder = backup()
  rmSync(join(folder, 'manifest.json'))
  await refused('the store holds no backup')
})

test('a backup of 27 hours ago', async () => {
  backup({ hoursAgo: 27 })
  await refused(/is 27\.0 h old, the limit is 26 h/)
})

test('an older backup whose manifest says that it is new', async () => {
  const folder = backup({ hoursAgo: 27 })
  const manifest = manifestOf(new Date())
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  await refused(/belongs to/)
})

test('a missing dump', async () => {
  const folder = backup()
  rmSync(join(folder, 'task_service_db.dump'))
  await refused(/task_service_db\.dump is missing/)
})

test('a truncated dump', async () => {
  truncateSync(join(backup(), 'task_service_db.dump'), 5)
  await refused(/task_service_db\.dump is truncated/)
})

test('a dump with a changed byte', async () => {
  writeFileSync(join(backup(), 'task_service_db.dump'), 'dump-of-task_service_dB')
  await refused(/task_service_db\.dump has another checksum/)
})

test('a manifest with a broken tail', async () => {
  truncateSync(join(backup(), 'manifest.json'), 300)
  await refused(/the manifest is not JSON/)
})

test('a manifest that lacks a database', async () => {
  backup({ change: (manifest) => manifest.databases.pop() })
  await refused('the manifest does not name user_service_db once')
})

test.each(['../../../etc/passwd', '/etc/passwd', 'a/../../b.dump', '..\\b.dump', 'a.dump\0'])(
  'a dump named %j',
  async (file) => {
    backup({ change: ({ databases: [first] }) => Object.assign(first ?? {}, { file }) })
    await refused(/is no name of a dump/)
  },
)

test('a link in the place of a dump', async () => {
  const dump = join(backup(), 'task_service_db.dump')
  renameSync(dump, join(store, 'elsewhere'))
  symlinkSync(join(store, 'elsewhere'), dump)
  await refused(/task_service_db\.dump is a link/)
})

test('a link in the place of a backup', async () => {
  const folder = backup()
  renameSync(folder, join(store, 'elsewhere'))
  symlinkSync(join(store, 'elsewhere'), folder)
  await refused(/is a link/)
})

test('a file that the manifest does not name', async () => {
  writeFileSync(join(backup(), 'more.sql'), 'drop database x')
  await refused(/more\.sql is not in the manifest/)
})

test('a store that is away', async () => {
  rmSync(store, { recursive: true })
  await refused(/no such file or directory/)
})

test('an image without PostgreSQL, even if the backup is whole', async () => {
  backup()
  await refused('postgres missing')
})

/** Nothing is left where the drill works, and no program was started. */
async function refused(reason: string | RegExp) {
  const scratch = ownedFolder('taskmate-scratch')
  const env = { PATH: '/nowhere', BACKUP_DIR: store, WORK_DIR: scratch }
  await expect(drill(drillEnv.parse(env))).rejects.toThrow(reason)
  expect(readdirSync(scratch)).toEqual([])
  rmSync(scratch, { recursive: true })
}

/** Files as a backup leaves them, with words in the place of dumps. */
function backup({ hoursAgo = 1, change = (_: Manifest): unknown => undefined } = {}) {
  const at = new Date(Date.now() - hoursAgo * 3_600_000)
  const folder = join(store, momentOf(at))
  mkdirSync(folder)
  for (const database of databases)
    writeFileSync(join(folder, `${database}.dump`), `dump-of-${database}`)
  const manifest = manifestOf(at)
  change(manifest)
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return folder
}

const manifestOf = (at: Date): Manifest => ({
  at: at.toISOString(),
  serverMajor: 18,
  databases: databases.map((database) => ({
    database,
    file: `${database}.dump`,
    sizeBytes: `dump-of-${database}`.length,
    sha256: createHash('sha256').update(`dump-of-${database}`).digest('hex'),
    lastMigration: '1_first',
    tables: [{ name: 'public."Task"', rows: 3, contents: '1' }],
  })),
  files: [],
})
