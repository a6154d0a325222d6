import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import { callLinks } from '../chassis/client.ts'
import { createPool } from '../chassis/database.ts'
import { loadEnv } from '../chassis/env.ts'
import { createSigner } from '../chassis/identity.ts'
import type { TaskServiceRouter } from '../task-service/router.ts'
import { fileEnv } from './env.ts'

/** Run beside the service after task-service's database was restored: `node orphans.js` prints a line of JSON for each
 *  file whose project or task the log does not know. Deletes nothing: whoever restored decides. */
const env = loadEnv(fileEnv)
const sign = createSigner(env, 'file-service')
const { events } = createTRPCClient<TaskServiceRouter>(
  callLinks({ name: 'task-service', url: env.TASK_SERVICE_URL, sign }),
)
const known = new Set<string | null>()
for (let after = 0; ; ) {
  const context = { userId: null, requestId: randomUUID() }
  const page = await events.pull.query({ after, limit: 500 }, { context })
  if (page.events.length === 0) break
  for (const { type, projectId, taskId } of page.events) {
    known.add(projectId).add(taskId)
    if (type === 'task.purged') known.delete(taskId)
  }
  after = page.last
}

const pool = createPool(env, 'file_service_db')
const { rows } = await pool.query<{ fileId: string; projectId: string; taskId: string | null }>(
  `select f.id as "fileId", f."projectId", a."taskId", f.name, f."sizeBytes"::float8 as "sizeBytes"
     from "File" f left join "TaskFile" a on a."fileId" = f.id
    where f.state = 'ready' order by f.id, a."taskId"`,
)
const orphans = rows.filter(
  ({ projectId, taskId }) => !known.has(projectId) || (taskId !== null && !known.has(taskId)),
)
for (const orphan of orphans) process.stdout.write(`${JSON.stringify(orphan)}\n`)
process.stderr.write(`${orphans.length} of ${rows.length} files are orphans\n`)
await pool.end()
process.exit(0)
