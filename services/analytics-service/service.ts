import { PrismaClient } from '#db/analytics'
import { backend } from '../chassis/backend.ts'
import {
  createPool,
  databaseReady,
  prismaAdapter,
  transactionOptions,
} from '../chassis/database.ts'
import { createSigner } from '../chassis/identity.ts'
import { createLogger } from '../chassis/logger.ts'
import { createMetrics } from '../chassis/metrics.ts'
import { startTracing } from '../chassis/tracing.ts'
import type { AnalyticsEnv } from './env.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { followTaskLog } from './task-log/follow-task-log.ts'
import { trackFreshness } from './task-log/freshness.ts'

export async function analyticsService(env: AnalyticsEnv) {
  const name = 'analytics-service'
  const log = createLogger(name, env.LOG_LEVEL)
  const metrics = createMetrics(name)
  const stopTracing = startTracing(name, env)
  const pool = createPool(env, 'analytics_service_db')
  const db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions })
  // Rights taken away arrive, however much people ask.
  const feedPool = createPool(env, 'analytics_service_db', 'feeds')
  const feedDb = new PrismaClient({ adapter: prismaAdapter(feedPool), transactionOptions })
  const freshness = trackFreshness()
  // The first query of a client takes 100 ms; a database that is away must not stop the start.
  await db.project.findFirst({ select: { id: true } }).catch(() => null)
  const sign = createSigner(env, name)
  const callee = { name: 'task-service', url: env.TASK_SERVICE_URL, sign } as const
  const taskLog = followTaskLog({ db: feedDb, callee, freshness, metrics, log })
  return backend({
    name,
    env,
    log,
    metrics,
    browserRouter,
    serviceRouter,
    // Without task-service what we know stands.
    own: { pool, freshness, catchUp: () => taskLog.catchUp().catch(() => {}) },
    ready: databaseReady(pool),
    onClose: async () => {
      await taskLog.close()
      await db.$disconnect()
      await feedDb.$disconnect()
      await pool.end()
      await feedPool.end()
      await stopTracing()
    },
  })
}
