import { z } from 'zod'
import { databaseEnv, processEnv, redisEnv } from '../chassis/env.ts'

export const taskEnv = processEnv
  .extend(databaseEnv.shape)
  .extend({ ...redisEnv.shape, USER_SERVICE_URL: z.url() })
export type TaskEnv = z.infer<typeof taskEnv>
