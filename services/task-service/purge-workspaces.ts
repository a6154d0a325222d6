import type { PrismaClient } from '#db/task'
import { BATCH, purgeDeleted } from '../chassis/feed/purge-deleted.ts'
import type { Logger } from '../chassis/logger.ts'
import type { Metrics } from '../chassis/metrics.ts'

/** Purges deleted workspaces. Of each, one row stays: the event that says so, for followers that lag behind. It is also
 *  the newest row of theirs, so no number is given twice. */
export const purgeWorkspaces = (db: PrismaClient, log: Logger, metrics: Metrics) =>
  purgeDeleted({ db, steps, log, metrics })

const theirs = `select p.id from "Project" p where p."workspaceId" = $1::uuid`

// Events go newest first: whoever reads the log meanwhile finds what happened up to some moment, and no task that was
// moved and never created. The newest event of all stays: its number is where the next ones go on.
const steps = [
  `delete from "IdempotencyKey" where answer->>'projectId' in (select id::text from (${theirs}) p)`,
  `delete from "Comment" where id in (
     select c.id from "Comment" c join "Task" t on t.id = c."taskId" where t."projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Comment" where id in (
     select c.id from "Comment" c join "Task" t on t.id = c."internalTaskId" where t."projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Task" where id in (select id from "Task" where "projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Label" where id in (select id from "Label" where "projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "View" where id in (select id from "View" where "projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "WebhookDelivery" where id in (
     select d.id from "WebhookDelivery" d join "Webhook" w on w.id = d."webhookId" where w."projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Webhook" where id in (select id from "Webhook" where "projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Project" where id in (${theirs} limit 10)`,
  `delete from "Member" where ("workspaceId", "userId") in (
     select "workspaceId", "userId" from "Member" where "workspaceId" = $1::uuid limit ${BATCH})`,
  'delete from "Workspace" where id = $1::uuid',
  `delete from "Event" where id in (
     select id from "Event" where "workspaceId" = $1::uuid and type <> 'workspace.deleted'
        and seq < (select max(seq) from "Event") order by seq desc limit ${BATCH})`,
  `delete from "DeletedWorkspace" where "workspaceId" = $1::uuid and not exists (
     select from "Event" where "workspaceId" = $1::uuid and type <> 'workspace.deleted')`,
]
