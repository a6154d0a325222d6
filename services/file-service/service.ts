import { PrismaClient } from '#db/file'
import { inBackground } from '../chassis/background.ts'
import { createSigner } from '../chassis/identity.ts'
import { createTransferShares } from '../chassis/shares/transfer-shares.ts'
import { startBackend } from '../chassis/start-backend.ts'
import { createCounters } from './counters.ts'
import type { FileEnv } from './env.ts'
import { reportTo } from './files/report-file-event.ts'
import { tellCountsTo } from './files/tell-counts.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { routes } from './routes.ts'
import { diskStorage } from './storage/disk-storage.ts'
import { purgeWorkspaces } from './storage/purge-workspaces.ts'
import { sweep } from './storage/sweeper.ts'
import { followTaskLog } from './task-log/follow-task-log.ts'
import { askArchived, askGiven, confirmAccess, refreshAccess } from './task-log/refresh-access.ts'

const SWEEP_MS = 60_000
const TELL_MS = 5_000
const name = 'file-service'

export const fileService = (env: FileEnv) =>
  startBackend(env, {
    name,
    browserRouter,
    serviceRouter,
    longestRequestSeconds: 60,
    connect: (options) => new PrismaClient(options),
    firstQuery: (db) => db.file.findFirst({ select: { id: true } }),
    wire: async ({ db, feedDb, metrics, log }) => {
      const storage = await storageOf(env)
      const counters = createCounters(metrics)
      const callee = {
        name: 'task-service',
        url: env.TASK_SERVICE_URL,
        sign: createSigner(env, name),
      } as const
      const taskLog = followTaskLog({ db: feedDb, callee, counters, metrics, log })
      const sweeping = inBackground({
        run: (isClosed) => sweep(db, storage, Date.now(), isClosed),
        ...{ name: 'expired_files', everyMs: SWEEP_MS, log, metrics, failed: 'sweep failed' },
      })
      const tellCounts = tellCountsTo(taskLog, feedDb)
      const telling = inBackground({
        run: tellCounts,
        ...{ name: 'file_counts', everyMs: TELL_MS, log, metrics, failed: 'counts not told' },
      })
      const purging = purgeWorkspaces({ db: feedDb, storage, log, metrics })
      return {
        own: {
          db,
          storage,
          counters,
          limits: limitsOf(env),
          transfers: createTransferShares(env),
          report: reportTo(taskLog, tellCounts),
          refreshAccess: refreshAccess(db, taskLog),
          confirmAccess: confirmAccess(taskLog),
          isArchived: askArchived(db, taskLog),
          givenTasks: askGiven(taskLog),
        },
        routes,
        onClose: () =>
          Promise.all([taskLog.close(), sweeping.close(), telling.close(), purging.close()]),
      }
    },
  })

const limitsOf = (env: FileEnv) => ({
  fileBytes: env.UPLOAD_LIMIT_BYTES,
  projectBytes: env.PROJECT_LIMIT_BYTES,
  reservedBytes: env.UPLOAD_RESERVED_BYTES,
  reservedMs: env.UPLOAD_RESERVED_SECONDS * 1000,
  idleMs: env.UPLOAD_IDLE_SECONDS * 1000,
})

/** The object store's client is read only where there is a bucket: it costs 100 ms and 20 MB. */
async function storageOf(env: FileEnv) {
  if (!env.S3_BUCKET) return diskStorage(env.FILES_DIR)
  const { s3Storage } = await import('./storage/s3-storage.ts')
  return s3Storage(env, env.S3_BUCKET)
}
