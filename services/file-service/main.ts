import { loadEnv } from '../chassis/env.ts'
import { run } from '../chassis/server.ts'
import { fileEnv } from './env.ts'
import { fileService } from './service.ts'

await run(() => fileService(loadEnv(fileEnv)))
