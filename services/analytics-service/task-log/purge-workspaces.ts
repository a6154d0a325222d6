import type { PrismaClient } from '#db/analytics'
import { BATCH, purgeDeleted } from '../../chassis/feed/purge-deleted.ts'
import type { Logger } from '../../chassis/logger.ts'

/** Purges the figures of deleted workspaces. */
export const purgeWorkspaces = (db: PrismaClient, log: Logger) => purgeDeleted({ db, steps, log })

const theirs = `select p.id from "Project" p where p."workspaceId" = $1::uuid`

const steps = [
  `delete from "StatusSpan" where ctid in (
     select s.ctid from "StatusSpan" s join "TaskFact" t on t.id = s."taskId"
      where t."projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "TaskFact" where id in (select id from "TaskFact" where "projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Project" where id in (${theirs} limit 10)`,
  `delete from "Member" where "workspaceId" = $1::uuid`,
  `delete from "ParkedEvent" where event->>'workspaceId' = $1::uuid::text`,
  'delete from "Workspace" where id = $1::uuid',
  'delete from "DeletedWorkspace" where "workspaceId" = $1::uuid',
]
