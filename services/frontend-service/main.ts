import { loadEnv } from '../chassis/env.ts'
import { run } from '../chassis/server.ts'
import { frontendEnv } from './env.ts'
import { frontendService } from './service.ts'

await run(() => frontendService(loadEnv(frontendEnv)))
