import { PrismaClient } from '#db/user'
import { backend } from '../chassis/backend.ts'
import {
  createPool,
  databaseReady,
  prismaAdapter,
  transactionOptions,
} from '../chassis/database.ts'
import { createFeedNews } from '../chassis/feed.ts'
import { createLogger } from '../chassis/logger.ts'
import { createMetrics } from '../chassis/metrics.ts'
import { createRedis } from '../chassis/redis.ts'
import { startTracing } from '../chassis/tracing.ts'
import type { Context } from './context.ts'
import type { UserEnv } from './env.ts'
import { createHashing } from './passwords/hasher.ts'
import { createThrottle } from './passwords/throttle.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { verifyRoute } from './sessions/verify.ts'
import { createSignUpLimit } from './sign-up/sign-up-limit.ts'

export async function userService(env: UserEnv) {
  const name = 'user-service'
  const log = createLogger(name, env.LOG_LEVEL)
  const metrics = createMetrics(name)
  const stopTracing = startTracing(name, env)
  const pool = createPool(env, 'user_service_db')
  const feedPool = createPool(env, 'user_service_db', 'feeds')
  const db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions })
  const redis = createRedis(env.REDIS_URL, log)
  const news = createFeedNews(redis, createRedis(env.REDIS_URL, log), 'users')
  const own: Context = {
    db,
    pool,
    feedPool,
    hashing: createHashing(metrics),
    throttle: createThrottle(redis, env.SIGN_IN_WINDOW_SECONDS),
    signUps: createSignUpLimit(redis, env.SIGN_UPS_PER_HOUR),
    news,
    nudge: news.publish,
  }
  // The first query of a client takes 100 ms; a database that is away must not stop the start.
  await db.user.findFirst({ select: { id: true } }).catch(() => null)
  return backend({
    name,
    env,
    log,
    metrics,
    browserRouter,
    serviceRouter,
    own,
    routes: verifyRoute,
    ready: databaseReady(pool),
    onDrain: news.close,
    onClose: async () => {
      redis.disconnect()
      await db.$disconnect()
      await pool.end()
      await feedPool.end()
      await stopTracing()
    },
  })
}
