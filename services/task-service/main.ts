import { loadEnv } from '../chassis/env.ts'
import { run } from '../chassis/server.ts'
import { taskEnv } from './env.ts'
import { taskService } from './service.ts'

await run(() => taskService(loadEnv(taskEnv)))
