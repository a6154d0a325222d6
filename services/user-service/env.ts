import { z } from 'zod'
import { databaseEnv, processEnv, redisEnv } from '../chassis/env.ts'

export const userEnv = processEnv
  .extend(databaseEnv.shape)
  .extend(redisEnv.shape)
  .extend({
    /** How long failed sign-ins count against an account and an address. */
    SIGN_IN_WINDOW_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
    /** How many accounts one address may make in an hour: enough for the first day of an office behind one. */
    SIGN_UPS_PER_HOUR: z.coerce.number().int().min(1).default(100),
  })
export type UserEnv = z.infer<typeof userEnv>
