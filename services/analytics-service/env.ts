import { z } from 'zod'
import { databaseEnv, processEnv } from '../chassis/env.ts'

export const analyticsEnv = processEnv
  .extend(databaseEnv.shape)
  .extend({ TASK_SERVICE_URL: z.url() })
export type AnalyticsEnv = z.infer<typeof analyticsEnv>
