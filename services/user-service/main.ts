import { loadEnv } from '../chassis/env.ts'
import { run } from '../chassis/server.ts'
import { userEnv } from './env.ts'
import { userService } from './service.ts'

await run(() => userService(loadEnv(userEnv)))
