import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type ServiceName, services, shortName } from '../services/catalog.ts'
import { migrate } from '../services/chassis/migrate.ts'
import { pollUntil } from '../services/chassis/poll-until.ts'
import {
  clientOf,
  freePort,
  type PostgresEnv,
  startPostgres,
} from '../services/testing/postgres.ts'
import { startProcesses } from '../services/testing/processes.ts'
import { startRedis } from '../services/testing/redis.ts'
import { takePrecedence } from './precedence.ts'
import { fillAnalytics, fillFiles, fillTasks, placesOf } from './scale-data.ts'
import { MASTER_KEY, signIn } from './sessions.ts'

interface Options {
  /** Where the bundles lie. */
  readonly bundles: string
  /** Added to every service. */
  readonly settings: Readonly<Record<string, string>>
  /** Without tasks, for what makes its own: filling takes a minute. */
  readonly isEmpty?: boolean
}

/** PostgreSQL with 200,000 tasks, Redis with a session for everybody, the five services and the anchors, on loopback. */
export async function startSystem(folder: string, { bundles, settings, isEmpty }: Options) {
  const [postgres, redis] = await Promise.all([
    startPostgres(join(folder, 'postgres')),
    startRedis(),
  ])
  if (!redis) throw new Error('The benchmark needs redis-server or REDIS_URL')
  for (const { pid } of [postgres, redis]) if (pid) takePrecedence(pid)
  const places = await filled(postgres.env, isEmpty)
  const common = {
    postgres: postgres.env,
    redisUrl: redis.url,
    filesDir: folder,
    folder: bundles,
    settings: {
      NODE_ENV: 'production',
      // As in the image.
      MALLOC_ARENA_MAX: '1',
      LOG_LEVEL: 'info',
      RAILS_MASTER_KEY: MASTER_KEY,
      // A machine with much else to do is slow, not broken.
      TIMEOUT_SCALE: '8',
      // One person has as many open as are wanted.
      STREAMS_PER_SESSION: '64',
      ...settings,
    },
  }
  const running = await startProcesses(common)
  const anchorPort = await freePort()
  const anchor = spawn(process.execPath, ['--import', 'tsx', 'bench/anchors.ts'], {
    env: {
      ...process.env,
      ...postgres.env,
      NODE_ENV: 'production',
      DATABASE_NAME: 'task_service_db',
      REDIS_URL: redis.url,
      ANCHOR_PORT: String(anchorPort),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const isThere = () => fetch(`http://127.0.0.1:${anchorPort}`).catch(() => null)
  await pollUntil(isThere, { complaint: 'The anchor did not start' })
  const everybody = Object.values(places).flatMap((listed) => listed.map(({ userId }) => userId))
  const sessions = await signIn(redis.url, everybody)
  const portOf = (name: ServiceName) => Number(new URL(running.urls[name]).port)
  const roots: Record<string, number> = {
    anchor: anchor.pid ?? 0,
    ...Object.fromEntries(services.map(({ name }) => [name, running.pid(name) ?? 0])),
    postgres: postgres.pid ?? 0,
    redis: redis.pid ?? 0,
  }

  /** Another gateway with a task-service of its own beside the first; resolves to the gateway's port. */
  const another = async (named: string, more: Record<string, string>) => {
    const names = ['task-service', 'frontend-service'] as const
    const ports = new Map<string, number>(services.map(({ name }) => [name, portOf(name)]))
    for (const name of names) ports.set(name, await freePort())
    const others = { ...common, names, ports, settings: { ...common.settings, ...more } }
    const { pid } = await startProcesses(others)
    for (const name of names) roots[`${name} ${named}`] = pid(name) ?? 0
    return ports.get('frontend-service') ?? 0
  }

  return {
    ...common,
    running,
    places,
    sessions,
    roots,
    anchorPort,
    gatewayPort: portOf('frontend-service'),
    another,
  }
}
export type System = Awaited<ReturnType<typeof startSystem>>

/** Fills the databases, and tells who may do what in them. */
async function filled(env: PostgresEnv, isEmpty = false) {
  await Promise.all(
    services.map(async ({ name, database }) => {
      if (!database) return
      const folder = `prisma/${shortName(name)}/migrations`
      await migrate({ env: { ...env, DATABASE_NAME: database }, folder, say: () => {} })
    }),
  )
  const fillings = [
    ['task_service_db', fillTasks],
    ['analytics_service_db', fillAnalytics],
    ['file_service_db', fillFiles],
  ] as const
  await Promise.all(
    (isEmpty ? [] : fillings).map(async ([database, fill]) => {
      const db = clientOf(env, database)
      await db.connect()
      await fill(db)
      await db.end()
      // By a connection of its own: what the first one wrote is counted when it ends, and would be vacuumed again.
      const vacuum = clientOf(env, database)
      await vacuum.connect()
      await vacuum.query('vacuum analyze')
      await vacuum.end()
    }),
  )
  const db = clientOf(env, 'task_service_db')
  await db.connect()
  // Pages that wait to be written would be written while something is measured.
  await db.query('checkpoint')
  const places = {
    spread: await placesOf(db, 'spread'),
    small: await placesOf(db, 'small'),
    large: await placesOf(db, 'large'),
    live: await placesOf(db, 'live'),
  }
  await db.end()
  return places
}
