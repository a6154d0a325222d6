import { once } from 'node:events'
import { getTRPCErrorFromUnknown } from '@trpc/server'
import { timeoutMs } from '../chassis/env.ts'
import { createSigner } from '../chassis/identity.ts'
import { createLogger } from '../chassis/logger.ts'
import { createMetrics } from '../chassis/metrics.ts'
import { createRedis, type Redis } from '../chassis/redis.ts'
import { serve } from '../chassis/server.ts'
import { startTracing } from '../chassis/tracing.ts'
import { backendUrls, createBackends } from './backends.ts'
import type { FrontendEnv } from './env.ts'
import { createForward } from './forward/forward.ts'
import { createApp } from './gateway/app.ts'
import { createGateway } from './gateway/gateway.ts'
import { mailbox } from './gateway/mailbox.ts'
import { releaseFiles } from './gateway/release-files.ts'
import { createLiveHub } from './live/live-hub.ts'
import { followNudges } from './live/nudges.ts'
import { myData } from './my-data/my-data.ts'
import { createPageReports } from './pages/page-reports.ts'
import { relayed } from './relayed.ts'
import { createRepeats } from './rest/repeats.ts'
import { createApiTokens } from './sessions/api-tokens.ts'
import { createKnownDevices } from './sessions/known-devices.ts'
import {
  createOidcBrowser,
  createPasskeyBrowser,
  createSecondStep,
} from './sessions/second-step.ts'
import { cookieOptions, createSessions } from './sessions/session.ts'
import { memoryKeys, redisKeys } from './sessions/session-keys.ts'
import { SessionStore } from './sessions/session-store.ts'
import { auditExport } from './transfers/audit-export.ts'
import { transfers } from './transfers/routes.ts'

export async function frontendService(env: FrontendEnv) {
  const name = 'frontend-service'
  const log = createLogger(name, env.LOG_LEVEL)
  const metrics = createMetrics(name)
  const stopTracing = await startTracing(name, env)
  const sign = createSigner(env, name)
  const redis = env.REDIS_URL ? createRedis(env.REDIS_URL, log) : undefined
  if (!redis) log.warn('no REDIS_URL: sessions live in this process and end with it')
  // The first request finds Redis connected; one that is away must not stop the start.
  else await once(redis, 'ready', { signal: AbortSignal.timeout(timeoutMs(500)) }).catch(() => [])

  const backends = createBackends(env, sign)
  const call = () => ({ context: { userId: null, requestId: crypto.randomUUID() } })
  // A task-service that is away writes nothing, and reads what happened when it is back.
  const rightsSettled = () =>
    backends.task.access.catchUp
      .query(undefined, call())
      .catch((error: Error) => log.warn({ error: error.message }, 'rights not settled'))
  const store = new SessionStore({
    keys: redis ? redisKeys(redis) : memoryKeys(),
    cookie: cookieOptions(env),
    idleSeconds: env.SESSION_IDLE_SECONDS,
    absoluteSeconds: env.SESSION_ABSOLUTE_SECONDS,
    onSeen: ({ sessionId: id }) =>
      void backends.user.sessions.seen
        .mutate({ id }, call())
        .catch((error: Error) => log.debug({ error: error.message }, 'session not marked as seen')),
    log,
    metrics,
  })
  const sessions = createSessions(env, store, log)
  const tokens = createApiTokens({
    store,
    verify: (claim) =>
      backends.user.apiTokens.verify.query(claim, call()).catch((error: unknown) => {
        throw relayed(getTRPCErrorFromUnknown(error))
      }),
  })
  const live = createLiveHub({
    pull: (after, userIds, limit) =>
      backends.task.events.visible.query({ after, userIds, limit }, call()),
    since: ({ workspaceId, uid }, after, limit) => {
      const asked = { workspaceId, userId: uid, limit, ...(after !== undefined && { after }) }
      return backends.task.events.since.query(asked, call())
    },
    store,
    everyMs: redis ? 5000 : 2000,
    perSession: env.STREAMS_PER_SESSION,
    perPerson: env.STREAMS_PER_PERSON,
    log,
    metrics,
  })
  const nudges = env.REDIS_URL ? followNudges(env.REDIS_URL, live.nudge, log) : undefined

  return serve({
    env,
    log,
    metrics,
    edge: true,
    handler: createApp({
      env,
      log,
      metrics,
      sessions,
      tokens,
      gateway: createGateway({
        ...{ backends, sessions, tokens, store, live, log, metrics },
        rightsSettled,
        ...{ secondStep: createSecondStep(env), passkeyBrowser: createPasskeyBrowser(env) },
        ...{ oidcBrowser: createOidcBrowser(env), devices: createKnownDevices(env) },
        ...{ pages: createPageReports(metrics), runbooks: env.RUNBOOKS_URL ?? null },
      }),
      forward: createForward(backendUrls(env), sign, rightsSettled),
      transfers: transfers(env, sign, metrics),
      auditExport: auditExport(env, backends),
      myData: myData({ env, backends, sign, log, metrics }),
      repeats: createRepeats(redis),
      mailbox: env.TASKMATE_ENV === 'development' ? mailbox(backends) : undefined,
      otherReleases:
        redis && env.WEB_DIR && !env.WEB_DEV_URL
          ? await releaseFiles(redis, env.WEB_DIR, log)
          : undefined,
    }),
    ready: redis ? reachedOnce(redis) : async () => true,
    onDrain: live.drain,
    longestRequestSeconds: 60,
    onClose: async () => {
      live.close()
      nudges?.disconnect()
      redis?.disconnect()
      await stopTracing()
    },
  })
}

/** A gateway that has never reached Redis may be set up wrongly and gets no requests. Later Redis may go away: then the
 *  gateway is the one that can say so, with its page and its 503; out of rotation, the proxy would answer for it. */
function reachedOnce(redis: Redis) {
  let reached = redis.status === 'ready'
  redis.once('ready', () => {
    reached = true
  })
  return async () => reached
}
