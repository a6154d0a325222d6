import { PrismaClient } from '#db/analytics'
import { createSigner } from '../chassis/identity.ts'
import { startBackend } from '../chassis/start-backend.ts'
import type { AnalyticsEnv } from './env.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { followTaskLog } from './task-log/follow-task-log.ts'
import { trackFreshness } from './task-log/freshness.ts'
import { purgeWorkspaces } from './task-log/purge-workspaces.ts'

const name = 'analytics-service'

export const analyticsService = (env: AnalyticsEnv) =>
  startBackend(env, {
    name,
    browserRouter,
    serviceRouter,
    connect: (options) => new PrismaClient(options),
    firstQuery: (db) => db.project.findFirst({ select: { id: true } }),
    wire: ({ pool, feedDb, metrics, log }) => {
      const freshness = trackFreshness()
      const callee = {
        name: 'task-service',
        url: env.TASK_SERVICE_URL,
        sign: createSigner(env, name),
      } as const
      const taskLog = followTaskLog({ db: feedDb, callee, freshness, metrics, log })
      const purging = purgeWorkspaces(feedDb, log, metrics)
      return {
        // Without task-service what we know stands.
        own: { pool, freshness, catchUp: () => taskLog.catchUp().catch(() => {}) },
        onClose: () => Promise.all([taskLog.close(), purging.close()]),
      }
    },
  })
