import { createPool } from '../chassis/database.ts'
import { loadEnv } from '../chassis/env.ts'
import { analyticsEnv } from './env.ts'
import { startOver } from './start-over.ts'

/** Run once beside the service: `node rebuild.js`. The running service does the rest. */
const pool = createPool(loadEnv(analyticsEnv), 'analytics_service_db')
await startOver(pool)
await pool.end()
