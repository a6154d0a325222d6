import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { services, shortName } from '../services/catalog.ts'
import { derivedSecret } from '../services/chassis/identity.ts'
import { createLogger } from '../services/chassis/logger.ts'
import { migrate } from '../services/chassis/migrate.ts'
import { redisKeys } from '../services/frontend-service/sessions/session-keys.ts'
import { newSessionId, SessionStore } from '../services/frontend-service/sessions/session-store.ts'
import { clientOf, freePort, startPostgres } from '../services/testing/postgres.ts'
import { startProcesses } from '../services/testing/processes.ts'
import { startRedis } from '../services/testing/redis.ts'
import { fill, type Pair, pairs } from './scale-data.ts'

const MASTER_KEY = 'a master key for the benchmark only'

/** PostgreSQL with 100,000 tasks, Redis with 200 sessions, the five services and the anchors, all on loopback. */
export async function startSystem() {
  const folder = mkdtempSync('/tmp/taskmate-bench-')
  const [postgres, redis] = await Promise.all([startPostgres(folder), startRedis()])
  if (!redis) throw new Error('The benchmark needs redis-server or REDIS_URL')
  for (const { name, database } of services)
    if (database)
      await migrate({
        env: { ...postgres.env, DATABASE_NAME: database },
        folder: `prisma/${shortName(name)}/migrations`,
        say: () => {},
      })
  const db = clientOf(postgres.env, 'task_service_db')
  await db.connect()
  await fill(db, { tasks: 100_000, users: 200, projects: 200 })
  const places = await pairs(db, 2000)
  await db.end()

  const running = await startProcesses({
    postgres: postgres.env,
    redisUrl: redis.url,
    filesDir: folder,
    settings: { NODE_ENV: 'production', LOG_LEVEL: 'info', RAILS_MASTER_KEY: MASTER_KEY },
  })
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
    stdio: 'inherit',
  })
  const sessions = await signIn(redis.url, places)
  await sleep(1500)
  return {
    running,
    places,
    sessions,
    anchorPort,
    gatewayPort: Number(new URL(running.urls['frontend-service']).port),
    roots: {
      anchor: anchor.pid ?? 0,
      ...Object.fromEntries(services.map(({ name }) => [name, running.pid(name) ?? 0])),
      postgres: postgres.pid ?? 0,
      redis: redis.pid ?? 0,
    },
    stop: async () => {
      anchor.kill('SIGTERM')
      await running.stopAll()
      await Promise.all([postgres.stop(), redis.stop()])
    },
  }
}
export type System = Awaited<ReturnType<typeof startSystem>>

interface BenchSession {
  /** What the gateway's browser sends. */
  readonly cookie: string
  /** What the anchor's client sends: the same session, without a signature. */
  readonly bare: string
}

/** One session a user, through the gateway's own store. */
async function signIn(url: string, places: readonly Pair[]) {
  const redis = new Redis(url)
  const store = new SessionStore({
    keys: redisKeys(redis),
    cookie: { path: '/' },
    idleSeconds: 3600,
    absoluteSeconds: 3600,
    onSeen: () => {},
    log: createLogger('bench', 'silent'),
  })
  const secret = derivedSecret(MASTER_KEY, 'session').toString('base64')
  const sessions = new Map<string, BenchSession>()
  for (const uid of new Set(places.map(({ userId }) => userId))) {
    const sessionId = crypto.randomUUID()
    const id = newSessionId(uid, sessionId)
    const now = Date.now()
    await store.begin(id, { uid, sessionId, epoch: 0, createdAt: now, authAt: now })
    const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
    sessions.set(uid, {
      cookie: `sid=${encodeURIComponent(`s:${id}.${signature}`)}`,
      bare: `sid=${uid}:${sessionId}`,
    })
  }
  redis.disconnect()
  return sessions
}
