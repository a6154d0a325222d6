import { createPool } from '../chassis/database.ts'
import { loadEnv } from '../chassis/env.ts'
import { analyticsEnv } from './env.ts'
import { replay } from './task-log/replay.ts'

/** Run once beside the service: `node rebuild.js`. The running service does the rest. */
const pool = createPool(loadEnv(analyticsEnv), 'analytics_service_db')
await replay(pool)
await pool.end()
