import { PrismaClient } from '#db/task'
import { backend } from '../chassis/backend.ts'
import {
  createPool,
  databaseReady,
  prismaAdapter,
  transactionOptions,
} from '../chassis/database.ts'
import { createFeedNews } from '../chassis/feed.ts'
import { createSigner } from '../chassis/identity.ts'
import { createLogger } from '../chassis/logger.ts'
import { createMetrics } from '../chassis/metrics.ts'
import { createRedis } from '../chassis/redis.ts'
import { startTracing } from '../chassis/tracing.ts'
import type { TaskEnv } from './env.ts'
import { followMembers } from './members/membership.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { rankRenewal } from './tasks/renew-ranks.ts'

export async function taskService(env: TaskEnv) {
  const name = 'task-service'
  const log = createLogger(name, env.LOG_LEVEL)
  const metrics = createMetrics(name)
  const stopTracing = startTracing(name, env)
  const pool = createPool(env, 'task_service_db')
  const db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions })
  const feedPool = createPool(env, 'task_service_db', 'feeds')
  const feedDb = new PrismaClient({ adapter: prismaAdapter(feedPool), transactionOptions })
  const redis = createRedis(env.REDIS_URL, log)
  const news = createFeedNews(redis, createRedis(env.REDIS_URL, log), 'events')
  const users = {
    name: 'user-service',
    url: env.USER_SERVICE_URL,
    sign: createSigner(env, name),
  } as const
  const members = followMembers({ db: feedDb, callee: users, nudge: news.publish, log, metrics })
  const ranks = rankRenewal({ db, nudge: news.publish, log })
  // The first query of a client takes 100 ms; a database that is away must not stop the start.
  await db.project.findFirst({ select: { id: true } }).catch(() => null)
  // An older release left them as they were.
  void ranks.renewAll().catch(() => {})
  return backend({
    name,
    env,
    log,
    metrics,
    browserRouter,
    serviceRouter,
    own: {
      db,
      pool,
      feedPool,
      news,
      nudge: news.publish,
      ranks,
      pullMembers: () => members.pullNow().catch(() => 0),
    },
    ready: databaseReady(pool),
    onDrain: news.close,
    onClose: async () => {
      await members.close()
      await ranks.close()
      redis.disconnect()
      await db.$disconnect()
      await feedDb.$disconnect()
      await pool.end()
      await feedPool.end()
      await stopTracing()
    },
  })
}
