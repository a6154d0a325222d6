import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { optional, origin, processEnv, redisEnv, transferEnv } from '../chassis/env.ts'

const days = (count: number) => count * 24 * 3600

export const frontendEnv = processEnv
  .extend(transferEnv.shape)
  .extend({
    /** Without it sessions live in this process and live updates are polled: `npm start` on a bare machine. */
    REDIS_URL: optional(redisEnv.shape.REDIS_URL),
    USER_SERVICE_URL: z.url(),
    TASK_SERVICE_URL: z.url(),
    ANALYTICS_SERVICE_URL: z.url(),
    FILE_SERVICE_URL: z.url(),
    /** Comma-separated, newest first: the first signs cookies, all are accepted. */
    SESSION_SECRETS: optional(
      z
        .string()
        .transform((list) => list.split(','))
        .pipe(z.array(z.string().min(32)).min(1)),
    ),
    SESSION_IDLE_SECONDS: z.coerce.number().int().positive().default(days(7)),
    SESSION_ABSOLUTE_SECONDS: z.coerce.number().int().positive().default(days(30)),
    /** How long a session may do what is dangerous after it has proved by password, and second factor, who it is. */
    FRESH_SECONDS: z.coerce.number().int().positive().default(900),
    /** `https://tasks.example.com`: the origin that browsers see, when it is not the one of the request. */
    PUBLIC_ORIGIN: optional(origin),
    /** Comma-separated addresses and ranges (`10.0.0.0/8,::1`) of the proxies in front: what they say in
     *  `X-Forwarded-For`, `-Proto` and `-Host` is believed, and of nobody else. */
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      )
      .pipe(z.array(z.string().refine(isRange, 'must be addresses or ranges, comma-separated'))),
    /** Calls, each one of a batch, that one person may have under way in one process; ten times as many may wait. */
    CALLS_PER_PERSON: z.coerce.number().int().min(1).default(20),
    /** How long a call waits for its turn. */
    CALL_WAIT_SECONDS: z.coerce.number().positive().default(2),
    /** Live streams of one session, and of one person; one more ends the oldest. */
    STREAMS_PER_SESSION: z.coerce.number().int().min(1).default(16),
    STREAMS_PER_PERSON: z.coerce.number().int().min(1).default(64),
    /** Where the runbooks can be read; the operators' page leads there. Without it the page names their files. */
    RUNBOOKS_URL: optional(
      z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
    ),
    /** Folder of the built web app. */
    WEB_DIR: optional(z.string()),
    /** Development only: base URL of a Vite server that gives the web app from its sources instead. */
    WEB_DEV_URL: optional(z.url({ protocol: /^http$/ })),
  })
  .refine((env) => env.SESSION_SECRETS || env.RAILS_MASTER_KEY, {
    error: 'required outside development',
    path: ['SESSION_SECRETS'],
  })
  .refine((env) => !env.WEB_DEV_URL || env.TASKMATE_ENV === 'development', {
    error: 'only in development',
    path: ['WEB_DEV_URL'],
  })

function isRange(value: string) {
  try {
    return ipaddr.isValid(value) || Boolean(ipaddr.parseCIDR(value))
  } catch {
    return false
  }
}
export type FrontendEnv = z.infer<typeof frontendEnv>

/** True when browsers reach us by TLS, which staging and production always do. */
export const isSecure = (env: FrontendEnv) =>
  env.TASKMATE_ENV === 'staging' ||
  env.TASKMATE_ENV === 'production' ||
  env.PUBLIC_ORIGIN?.startsWith('https:') === true
