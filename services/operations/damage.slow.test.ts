import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../chassis/poll-until.ts'
import { drillEnv } from './env.ts'
import { checked } from './restore.ts'
import { builtJobs } from './test-jobs.ts'
import {
  discard,
  nobody,
  ownedFolder,
  productionPostgres,
  programs,
  runningPostgres,
  type TestPostgres,
} from './test-postgres.ts'

const here = programs ?? ''
const whenHere = here ? test : test.skip
const DATABASE = 'user_service_db'
const HEAP = 'public."User"'
const INDEX = 'public."User_email_key"'

let jobs: Awaited<ReturnType<typeof builtJobs>>
let server: TestPostgres
let store: string
beforeAll(async () => {
  if (!here) return
  ;[jobs, server] = await Promise.all([builtJobs(), productionPostgres(here, ['fsync=off'])])
  store = ownedFolder('taskmate-store')
  await server.query(DATABASE, someUsers)
  await server.query(DATABASE, 'checkpoint')
})
afterAll(async () => {
  await discard(server)
  jobs?.close()
  if (store) rmSync(store, { recursive: true })
})

test('CI has PostgreSQL’s client programs; elsewhere the rest of this file may be left out', () => {
  if (!here) console.log('not run: pg_amcheck missing')
  expect(here || !process.env.CI).toBeTruthy()
})

whenHere(
  'rows that are equal over an index that lacks one of them turn the drill red',
  async () => {
    expect(await jobs.run('backup', backupSettings())).toMatchObject({ code: 0, err: '' })
    const folder = ownedFolder('taskmate-programs')
    const script = `#!/bin/sh\n${here}/pg_restore "$@" || exit 1
case "$*" in *dbname=${DATABASE}*) exec ${here}/psql -qX -v ON_ERROR_STOP=1 -d ${DATABASE} <<'SQL'
${unindexedRow}
SQL
esac\n`
    writeFileSync(join(folder, 'pg_restore'), script, { mode: 0o755 })
    const settings = { BACKUP_DIR: store, PG_BIN: folder, PATH: `${here}:/usr/bin:/bin` }

    const { code, out, err } = await jobs.run('restore-drill', settings)

    expect(err).toMatch(/^restore drill: pg_amcheck: .*heap tuple .* lacks matching index tuple/)
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({
      code: 1,
      out: '',
      lines: 1,
    })
    expect(jobs.gauges.backup_last_restore_ok).toBe(0)
    rmSync(folder, { recursive: true })
  },
)

whenHere.each([
  ['a table', HEAP, 8000, /invalid page in block 0/],
  ['an index', INDEX, 8192 + 8000, /invalid page in block 1/],
])('a flipped byte in %s is found by its page’s checksum', async (_, relation, position, said) => {
  await damaged(relation, position, async () => {
    await expect(check()).rejects.toThrow(said)
  })
  await check()
})

whenHere.each([
  // In the first line pointer: how long a row is.
  ['a table', HEAP, 27, /line pointer/],
  ['an index', INDEX, 8192 + 8000, /item order invariant violated|lacks matching index tuple/],
])(
  'without checksums amcheck still finds a flipped byte in %s',
  async (_, relation, position, said) => {
    await damaged(
      relation,
      position,
      async () => {
        await expect(check()).rejects.toThrow(said)
      },
      'unsummed',
    )
    await check()
  },
)

whenHere(
  'a damaged page of an index that somebody has met turns the backup red until it is seen to',
  async () => {
    await server.query(DATABASE, 'select pg_stat_reset()')
    expect(await jobs.run('backup', backupSettings())).toMatchObject({ code: 0, err: '' })
    await damaged(INDEX, 8192 + 8000, async () => {
      await check().catch(() => {})
      await pollUntil(damagesCounted)
      const { code, err } = await jobs.run('backup', backupSettings())
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringMatching(
          /^backup: stored, but the server has read damaged pages: \d+ in user_service_db\n$/,
        ),
      })
    })
    expect(await jobs.run('backup', backupSettings())).toMatchObject({ code: 1 })
    await server.query(DATABASE, 'select pg_stat_reset()')
    await pollUntil(damagesCounted, { isEnough: (count) => count === 0 })
    expect(await jobs.run('backup', backupSettings())).toMatchObject({ code: 0, err: '' })
  },
)

/** How many damaged pages the server's statistics know by now. */
const damagesCounted = async () => {
  const sql = `select checksum_failures::int from pg_stat_database where datname = '${DATABASE}'`
  return Number((await server.query('postgres', sql))[0]?.[0] ?? 0)
}

const check = () =>
  checked(
    drillEnv.parse({ PATH: here }),
    { PGHOST: '127.0.0.1', PGPORT: server.env.POSTGRES_PORT, PGUSER: server.env.POSTGRES_USER },
    [DATABASE],
  )

const backupSettings = () => ({ ...server.env, BACKUP_DIR: store, PG_BIN: here })

/** Runs `look` while one byte on the disk of a stopped and started server is another. */
async function damaged(relation: string, position: number, look: () => Promise<void>, summed = '') {
  const [[file] = []] = await server.query(DATABASE, `select pg_relation_filepath('${relation}')`)
  const path = join(server.folder, 'data', String(file))
  await restarted(() => {
    if (summed) checksums('--disable')
    flip(path, position)
  })
  try {
    await look()
  } finally {
    await restarted(() => {
      flip(path, position)
      if (summed) checksums('--enable')
    })
  }
}

async function restarted(meanwhile: () => void) {
  await server.stop()
  meanwhile()
  server = await runningPostgres(here, server.folder, ['fsync=off'])
}

function checksums(word: '--enable' | '--disable') {
  const data = join(server.folder, 'data')
  const end = spawnSync(join(here, 'pg_checksums'), [word, '-D', data], {
    ...nobody,
    encoding: 'utf8',
  })
  expect({ status: end.status, said: end.stderr }).toMatchObject({ status: 0 })
}

function flip(path: string, position: number) {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, position)
  byte[0] = (byte[0] ?? 0) ^ 0xff
  writeSync(file, byte, 0, 1, position)
  closeSync(file)
}

const someUsers = `insert into "User" (id, email, name) select gen_random_uuid(), n || '@example.com', 'User ' || n
  from generate_series(1, 500) n`

/** Takes a row out and puts it back while the index does not look. */
const unindexedRow = `
update pg_index set indisready = false where indexrelid = '${INDEX}'::regclass;
begin;
create temp table taken as select * from ${HEAP} limit 1;
delete from ${HEAP} u using taken where u.id = taken.id;
insert into ${HEAP} select * from taken;
drop table taken;
commit;
update pg_index set indisready = true where indexrelid = '${INDEX}'::regclass;`
