import { PrismaClient } from '#db/task'
import { createFeedNews } from '../chassis/feed/feed.ts'
import { createSigner } from '../chassis/identity.ts'
import { createRedis } from '../chassis/redis.ts'
import { startBackend } from '../chassis/start-backend.ts'
import type { TaskEnv } from './env.ts'
import { directoryOf } from './filter/directory.ts'
import { followMembers } from './members/membership.ts'
import { purgeWorkspaces } from './purge-workspaces.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { purgeTrash } from './tasks/purge-trash.ts'
import { rankRenewal } from './tasks/renew-ranks.ts'
import { startWebhooks } from './webhooks/start-webhooks.ts'

const name = 'task-service'

export const taskService = (env: TaskEnv) =>
  startBackend(env, {
    name,
    browserRouter,
    serviceRouter,
    connect: (options) => new PrismaClient(options),
    firstQuery: (db) => db.project.findFirst({ select: { id: true } }),
    wire: ({ db, pool, feedDb, feedPool, metrics, log }) => {
      const redis = createRedis(env.REDIS_URL, log)
      const news = createFeedNews(redis, createRedis(env.REDIS_URL, log), 'events')
      const nudge = news.publish
      const callee = {
        name: 'user-service',
        url: env.USER_SERVICE_URL,
        sign: createSigner(env, name),
      } as const
      const members = followMembers({ db: feedDb, callee, nudge, log, metrics })
      const ranks = rankRenewal({ db, nudge, log })
      // An older release left them as they were.
      void ranks.renewAll().catch(() => {})
      const purging = purgeWorkspaces(feedDb, log, metrics)
      const trashKeptMs = env.TRASH_DAYS * 86_400_000
      const emptying = purgeTrash({ db: feedDb, keptMs: trashKeptMs, nudge, log, metrics })
      const pullMembers = () => members.pullNow().catch(() => 0)
      const directory = directoryOf(callee)
      const { webhooks, closeWebhooks } = startWebhooks(env, {
        ...{ db: feedDb, pool: feedPool, callee, news, nudge, log, metrics },
        ...{ pullMembers, directory },
      })
      return {
        own: {
          ...{ db, pool, feedPool, news, nudge, ranks, pullMembers, directory, trashKeptMs },
          webhooks,
        },
        onDrain: news.close,
        onClose: async () => {
          await closeWebhooks()
          await members.close()
          await ranks.close()
          await purging.close()
          await emptying.close()
          redis.disconnect()
        },
      }
    },
  })
