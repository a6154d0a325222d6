import { z } from 'zod'
import { databaseEnv, processEnv, redisEnv } from '../chassis/env.ts'
import { sealingKeys } from '../chassis/tokens/sealing.ts'
import { refusedRanges } from './webhooks/address.ts'

export const taskEnv = processEnv
  .extend(databaseEnv.shape)
  .extend({ ...redisEnv.shape, USER_SERVICE_URL: z.url() })
  .extend({ TRASH_DAYS: z.coerce.number().int().min(1).max(3650).default(30) })
  .extend({
    /** By which the secrets of webhooks are encrypted. */
    WEBHOOK_KEYS: sealingKeys,
    /** How long the target of a webhook may take for its answer. */
    WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(30).default(10),
    /** Development and tests: webhooks may also go to the loopback, by http and to any port. */
    WEBHOOK_LOOPBACK: z.stringbool().default(false),
    /** Ranges of the internet that webhooks must not reach, as a cluster's own: `203.0.113.0/24,2001:db8::/32`. */
    WEBHOOK_REFUSED_RANGES: refusedRanges,
  })
  .refine((env) => env.WEBHOOK_KEYS || env.RAILS_MASTER_KEY, {
    error: 'required outside development',
    path: ['WEBHOOK_KEYS'],
  })
  .refine((env) => !env.WEBHOOK_LOOPBACK || env.RAILS_MASTER_KEY, {
    error: 'only for development',
    path: ['WEBHOOK_LOOPBACK'],
  })
export type TaskEnv = z.infer<typeof taskEnv>
