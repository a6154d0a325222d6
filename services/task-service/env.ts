import { z } from 'zod'
import { databaseEnv, processEnv, redisEnv } from '../chassis/env.ts'

export const taskEnv = processEnv
  .extend(databaseEnv.shape)
  .extend({ ...redisEnv.shape, USER_SERVICE_URL: z.url() })
  .extend({ TRASH_DAYS: z.coerce.number().int().min(1).max(3650).default(30) })
export type TaskEnv = z.infer<typeof taskEnv>
