import type { PrismaClient } from '#db/user'
import { inBackground } from '../../chassis/background.ts'
import { BATCH, purgeDeleted } from '../../chassis/feed/purge-deleted.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { recorded } from '../events/event-log.ts'
import { endWorkspace } from './end-workspace.ts'

interface Ends {
  readonly db: PrismaClient
  readonly nudge: () => void
  readonly log: Logger
}

interface Ending extends Ends {
  readonly metrics: Metrics
}

interface Due {
  readonly id: string
  readonly closedById: string
}

/** Deletes closed workspaces whose grace is over, and then what is left of deleted ones, in the background and in batches.
 *  What stops it, a crash too, delays it. Safe in several replicas at once. */
export function workspaceEnds({ db, nudge, log, metrics }: Ending) {
  const purging = purgeDeleted({ db, log, metrics, steps: stepsFor(db, log) })
  const ending = inBackground({
    name: 'workspace_ends',
    run: async (isClosed) => {
      while (!isClosed() && (await endNext({ db, nudge, log }))) purging.soon()
    },
    log,
    metrics,
    failed: 'closed workspaces not looked through',
  })
  return {
    /** Looks now. */
    soon: ending.soon,
    close: async () => {
      await ending.close()
      await purging.close()
    },
  }
}

/** Ends one workspace whose time has come; false where there is none. Others pass over the one that an owner restores at this
 *  moment. */
const endNext = ({ db, nudge, log }: Ends) =>
  recorded(
    { db, nudge },
    async (tx) => {
      const [due] = await tx.$queryRaw<Due[]>`
        select id, "closedById" from "Workspace" where "deleteAt" <= now()
         order by "deleteAt" limit 1 for update skip locked`
      return due
    },
    async (tx, due, record) => {
      if (!due) return false
      await endWorkspace(tx, record, { workspaceId: due.id, actorId: due.closedById })
      log.warn({ workspaceId: due.id, userId: due.closedById }, 'workspace deleted')
      return true
    },
  )

/** Of its name nothing stays in the feed; number, place and time do, so that whoever follows is not disturbed. */
export const forgetNamesSql = `
  update "Event" set data = data || '{"name": "", "slug": ""}' where id in (
    select id from "Event" where type in ('workspace.created', 'workspace.updated')
       and data->>'workspaceId' = $1::uuid::text and data->>'slug' <> '' limit ${BATCH})`

/** Its audit log goes along: whoever operates the database finds in the log of the process who deleted what and when. */
const stepsFor = (db: PrismaClient, log: Logger) => [
  `delete from "Letter" where id in (select id from "Letter" where "workspaceId" = $1::uuid limit ${BATCH})`,
  `delete from "Recovery" where "tokenHash" in (
     select "tokenHash" from "Recovery" where "workspaceId" = $1::uuid limit ${BATCH})`,
  forgetNamesSql,
  async (workspaceId: string) => {
    const [forgotten] = await db.$queryRaw<{ removed: number }[]>`
      select audit_forget(${workspaceId}::uuid, ${BATCH}::int) as removed`
    return forgotten?.removed ?? 0
  },
  async (workspaceId: string) => {
    const row = await db.deletedWorkspace.findUnique({ where: { workspaceId } })
    if (!row) return 0
    log.warn({ workspaceId, userId: row.byId, deletedAt: row.at }, 'deleted workspace purged')
    const { count } = await db.deletedWorkspace.deleteMany({ where: { workspaceId } })
    return count
  },
]
