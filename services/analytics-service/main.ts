import { loadEnv } from '../chassis/env.ts'
import { run } from '../chassis/server.ts'
import { analyticsEnv } from './env.ts'
import { analyticsService } from './service.ts'

await run(() => analyticsService(loadEnv(analyticsEnv)))
