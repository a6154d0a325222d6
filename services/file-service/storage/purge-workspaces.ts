import type { PrismaClient } from '#db/file'
import { BATCH, purgeDeleted } from '../../chassis/feed/purge-deleted.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { projectsOfWorkspace, purgeAccess } from '../../task-service/access-projection.ts'
import type { Storage } from './storage.ts'
import { sweep } from './sweeper.ts'

interface Files {
  readonly db: PrismaClient
  readonly storage: Storage
  readonly log: Logger
  readonly metrics: Metrics
}

/** Purges the files of deleted workspaces, bytes first. */
export const purgeWorkspaces = ({ db, storage, log, metrics }: Files) =>
  purgeDeleted({ db, steps: [mark, () => sweep(db, storage), ...rows], log, metrics })

const mark = `
  update "File" set state = 'purging' where id in (
    select id from "File" where "projectId" in (${projectsOfWorkspace}) and state <> 'purging' limit ${BATCH})`

const rows = [
  `delete from "TaskRef" where id in (select id from "TaskRef" where "projectId" in (${projectsOfWorkspace}) limit ${BATCH})`,
  ...purgeAccess,
]
