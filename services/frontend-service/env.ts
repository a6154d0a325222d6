import { z } from 'zod'
import { optional, processEnv, redisEnv } from '../chassis/env.ts'

const days = (count: number) => count * 24 * 3600

export const frontendEnv = processEnv
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
    /** `https://tasks.example.com`: the origin that browsers see, when it is not the one of the request. */
    PUBLIC_ORIGIN: optional(z.url({ protocol: /^https?$/ })),
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
export type FrontendEnv = z.infer<typeof frontendEnv>

/** True when browsers reach us by TLS, which staging and production always do. */
export const isSecure = (env: FrontendEnv) =>
  env.TASKMATE_ENV === 'staging' ||
  env.TASKMATE_ENV === 'production' ||
  env.PUBLIC_ORIGIN?.startsWith('https:') === true
