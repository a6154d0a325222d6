import type { PrismaClient } from '#db/analytics'
import { BATCH, purgeDeleted } from '../../chassis/feed/purge-deleted.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { projectsOfWorkspace, purgeAccess } from '../../task-service/access-projection.ts'

/** Purges the figures of deleted workspaces. */
export const purgeWorkspaces = (db: PrismaClient, log: Logger, metrics: Metrics) =>
  purgeDeleted({ db, steps, log, metrics })

const steps = [
  `delete from "StatusSpan" where ctid in (
     select s.ctid from "StatusSpan" s join "TaskFact" t on t.id = s."taskId"
      where t."projectId" in (${projectsOfWorkspace}) limit ${BATCH})`,
  `delete from "TaskFact" where id in (select id from "TaskFact" where "projectId" in (${projectsOfWorkspace}) limit ${BATCH})`,
  ...['StatusCount', 'QuarterCount'].map(
    (counts) => `delete from "${counts}" where ctid in (
       select ctid from "${counts}" where "projectId" in (${projectsOfWorkspace}) limit ${BATCH})`,
  ),
  ...purgeAccess,
]
