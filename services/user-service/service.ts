import { PrismaClient } from '#db/user'
import { inBackground } from '../chassis/background.ts'
import { createFeedNews } from '../chassis/feed/feed.ts'
import { createRedis } from '../chassis/redis.ts'
import { startBackend } from '../chassis/start-backend.ts'
import { createAddressLimit } from './addresses/address-limit.ts'
import { tellFailures } from './audit/note-failure.ts'
import type { UserEnv } from './env.ts'
import { createCodeLimit } from './factors/code-limit.ts'
import { createFactorKeys } from './factors/factor-keys.ts'
import { reseal } from './factors/reseal.ts'
import { warnOwner } from './factors/warn-owner.ts'
import { createOutbox } from './mail/outbox.ts'
import { createOidcLimit } from './oidc/oidc-limit.ts'
import { createProviders } from './oidc/providers.ts'
import { backupFigures } from './operations/backup-figures.ts'
import { createPasskeyLimit } from './passkeys/passkey-limit.ts'
import { relyingPartyOf } from './passkeys/relying-party.ts'
import { createHashing } from './passwords/hasher.ts'
import { createThrottle } from './passwords/throttle.ts'
import { createRecoveryLimit } from './recovery/recovery-limit.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { verifyRoute } from './sessions/verify.ts'
import { createSignUpLimit } from './sign-up/sign-up-limit.ts'
import { workspaceEnds } from './workspaces/ends.ts'

export const userService = (env: UserEnv) =>
  startBackend(env, {
    name: 'user-service',
    browserRouter,
    serviceRouter,
    connect: (options) => new PrismaClient(options),
    firstQuery: (db) => db.user.findFirst({ select: { id: true } }),
    wire: ({ db, pool, feedPool, metrics, log }) => {
      const redis = createRedis(env.REDIS_URL, log)
      const news = createFeedNews(redis, createRedis(env.REDIS_URL, log), 'users')
      const hashing = createHashing(metrics, env.PASSWORD_MEMORY_KIB)
      const throttle = createThrottle(redis, env.SIGN_IN_WINDOW_SECONDS)
      const factorKeys = createFactorKeys(env)
      const signUps = createSignUpLimit(redis, env.SIGN_UPS_PER_HOUR)
      const recoveries = createRecoveryLimit(redis, env.RECOVERIES_PER_HOUR)
      const addressLetters = createAddressLimit(redis, env.RECOVERIES_PER_HOUR)
      const outbox = createOutbox({ db, env, log, metrics })
      const codes = createCodeLimit({
        ...{ redis, windowSeconds: env.SIGN_IN_WINDOW_SECONDS },
        ...{ warn: warnOwner(db, outbox), log },
      })
      const passkeyTries = createPasskeyLimit({
        ...{ redis, windowSeconds: env.SIGN_IN_WINDOW_SECONDS, log },
      })
      const oidcTries = createOidcLimit({ redis, windowSeconds: env.SIGN_IN_WINDOW_SECONDS })
      const failures = inBackground({
        name: 'failed_attempts',
        run: async (isClosed) => {
          while (!isClosed() && (await tellFailures(db)));
        },
        log,
        metrics,
        failed: 'failed attempts not in the audit log yet',
      })
      const ends = workspaceEnds({ db, nudge: news.publish, log, metrics })
      const resealed = reseal(db, factorKeys, log).catch((err: unknown) =>
        log.warn({ err }, 'secrets of second factors not looked through'),
      )
      return {
        own: {
          ...{ db, pool, feedPool, hashing, throttle, signUps, recoveries, outbox },
          ...{ codes, factorKeys, passkeyTries, oidcTries, addressLetters },
          ...{ ends, graceDays: env.WORKSPACE_GRACE_DAYS },
          backups: backupFigures(env),
          providers: createProviders(env, log),
          relyingParty: relyingPartyOf(env.PUBLIC_ORIGIN),
          ...{ news, nudge: news.publish },
        },
        routes: verifyRoute,
        onDrain: news.close,
        onClose: async () => {
          await outbox.close()
          await failures.close()
          await ends.close()
          await resealed
          redis.disconnect()
        },
      }
    },
  })
