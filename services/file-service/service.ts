import { PrismaClient } from '#db/file'
import { backend } from '../chassis/backend.ts'
import {
  createPool,
  databaseReady,
  prismaAdapter,
  transactionOptions,
} from '../chassis/database.ts'
import { createSigner } from '../chassis/identity.ts'
import { createLogger } from '../chassis/logger.ts'
import { createMetrics } from '../chassis/metrics.ts'
import { startTracing } from '../chassis/tracing.ts'
import { createTransferShares } from '../chassis/transfer-shares.ts'
import type { Dependencies } from './context.ts'
import { createCounters } from './counters.ts'
import type { FileEnv } from './env.ts'
import { reportTo } from './files/report-file-event.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { routes } from './routes.ts'
import { diskStorage } from './storage/disk-storage.ts'
import { sweep } from './storage/sweeper.ts'
import { followTaskLog } from './task-log/follow-task-log.ts'
import { askArchived, refreshAccess } from './task-log/refresh-access.ts'

const SWEEP_MS = 60_000

export async function fileService(env: FileEnv) {
  const name = 'file-service'
  const log = createLogger(name, env.LOG_LEVEL)
  const metrics = createMetrics(name)
  const stopTracing = startTracing(name, env)
  const pool = createPool(env, 'file_service_db')
  const db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions })
  // Rights taken away arrive, however much people ask.
  const feedPool = createPool(env, 'file_service_db', 'feeds')
  const feedDb = new PrismaClient({ adapter: prismaAdapter(feedPool), transactionOptions })
  const storage = await storageOf(env)
  const counters = createCounters(metrics)
  // The first query of a client takes 100 ms; a database that is away must not stop the start.
  await db.file.findFirst({ select: { id: true } }).catch(() => null)
  const sign = createSigner(env, name)
  const callee = { name: 'task-service', url: env.TASK_SERVICE_URL, sign } as const
  const taskLog = followTaskLog({ db: feedDb, callee, counters, metrics, log })
  const sweeping = setInterval(() => {
    sweep(db, storage).catch((error: Error) => log.warn({ err: error }, 'sweep failed'))
  }, SWEEP_MS)
  const own: Dependencies = {
    db,
    storage,
    counters,
    limits: {
      fileBytes: env.UPLOAD_LIMIT_BYTES,
      projectBytes: env.PROJECT_LIMIT_BYTES,
      reservedBytes: env.UPLOAD_RESERVED_BYTES,
      reservedMs: env.UPLOAD_RESERVED_SECONDS * 1000,
      idleMs: env.UPLOAD_IDLE_SECONDS * 1000,
    },
    transfers: createTransferShares(env),
    report: reportTo(taskLog),
    refreshAccess: refreshAccess(db, taskLog),
    isArchived: askArchived(db, taskLog),
  }
  return backend({
    name,
    env,
    log,
    metrics,
    browserRouter,
    serviceRouter,
    own,
    routes,
    ready: databaseReady(pool),
    longestRequestSeconds: 60,
    onClose: async () => {
      clearInterval(sweeping)
      await taskLog.close()
      await db.$disconnect()
      await feedDb.$disconnect()
      await pool.end()
      await feedPool.end()
      await stopTracing()
    },
  })
}

/** The object store's client is read only where there is a bucket: it costs 100 ms and 20 MB. */
async function storageOf(env: FileEnv) {
  if (!env.S3_BUCKET) return diskStorage(env.FILES_DIR)
  const { s3Storage } = await import('./storage/s3-storage.ts')
  return s3Storage(env, env.S3_BUCKET)
}
