import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { services, shortName } from '../catalog.ts'
import { loadEnv } from '../chassis/env.ts'
import { migrate } from '../chassis/migrate.ts'
import { pollUntil } from '../chassis/poll-until.ts'
import { clientOf, freePort, type PostgresEnv } from '../testing/postgres.ts'
import { drillEnv } from './env.ts'

/** Folder of PostgreSQL's server and client programs of one version, on PG_BIN, in Debian's place or on the PATH. */
export const programs = foldersOfPrograms().find((folder) =>
  ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'pg_amcheck', 'pg_basebackup'].every((program) =>
    existsSync(join(folder, program)),
  ),
)

/** PostgreSQL refuses to run as root, as do the Jobs; root runs them as `nobody`. */
export const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** A folder that `nobody` owns. */
export function ownedFolder(name: string) {
  const folder = mkdtempSync(`/tmp/${name}-`)
  if (nobody.uid) chownSync(folder, nobody.uid, nobody.gid)
  return folder
}

export interface TestPostgres {
  readonly env: PostgresEnv
  readonly folder: string
  query(database: string, sql: string): Promise<unknown[][]>
  stop(): Promise<void>
}

/** A server of the installed version with the four databases as the services' migrations make them. */
export async function productionPostgres(bin: string, settings: readonly string[] = []) {
  const folder = ownedFolder('taskmate-operations')
  const cluster = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '--data-checksums']
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'taskmate', '--no-sync', ...cluster],
    { ...nobody, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const server = await runningPostgres(bin, folder, settings)
  await Promise.all(
    services.map(async ({ name, database }) => {
      if (!database) return
      await server.query('postgres', `create database ${database} template template0`)
      const folderOf = join('prisma', shortName(name), 'migrations')
      await migrate({
        env: { ...server.env, DATABASE_NAME: database },
        folder: folderOf,
        say: () => {},
      })
    }),
  )
  return server
}

/** A server on what lies in `folder/data`. */
export async function runningPostgres(
  bin: string,
  folder: string,
  settings: readonly string[] = [],
): Promise<TestPostgres> {
  const port = String(await freePort())
  const all = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, ...settings]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', join(folder, 'data'), '-p', port, ...all.flatMap((one) => ['-c', one])],
    { ...nobody, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-4000)
  })
  const kill = () => void server.kill('SIGINT')
  process.once('exit', kill)
  const env = {
    POSTGRES_HOST: '127.0.0.1',
    POSTGRES_PORT: port,
    POSTGRES_USER: 'taskmate',
    DATABASE_PASSWORD: 'password',
  }
  const query = async (database: string, sql: string) => {
    const db = clientOf(env, database)
    // A server that ends fails the query; between two of them it would end the process.
    db.on('error', () => {})
    try {
      await db.connect()
      return (await db.query<unknown[]>({ text: sql, rowMode: 'array' })).rows
    } finally {
      await db.end().catch(() => {})
    }
  }
  const stop = async () => {
    process.off('exit', kill)
    if (server.exitCode === null) {
      kill()
      await new Promise((resolve) => server.once('exit', resolve))
    }
  }
  await pollUntil(async () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said}`)
    const answer = await query('postgres', 'select not pg_is_in_recovery()').catch(() => [[false]])
    return answer[0]?.[0]
  })
  return { env, folder, query, stop }
}

export async function discard(server: TestPostgres | undefined) {
  await server?.stop()
  if (server) rmSync(server.folder, { recursive: true, force: true })
}

function foldersOfPrograms() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => +b - +a) : []
  const { PATH, PG_BIN = '' } = loadEnv(drillEnv)
  return [PG_BIN, ...versions.map((one) => join(debian, one, 'bin')), ...PATH.split(':')]
}

/** SQL that fills the event log of task_service_db with so much. */
export const eventsOfMegabytes = (megabytes: number) =>
  `insert into "Event" ("workspaceId", "actionId", type, changes)
    select gen_random_uuid(), gen_random_uuid(), 'task.updated',
      jsonb_build_object('title', jsonb_build_array('이전 제목 ' || md5(n::text), repeat(md5((n + 1)::text), 12)))
    from generate_series(1, ${megabytes * 1600}) n`
