import { z } from 'zod'
import { isoSql } from '../../chassis/database.ts'
import { visibleSql, workspaceRole } from '../access/access.ts'
import { eventShownSql } from '../access/insiders.ts'
import { activityFilter } from '../contract.ts'
import type { TaskEventType } from '../events.ts'
import { procedure, router } from '../trpc.ts'
import { withinBytes } from '../within-bytes.ts'
import { loggedKey, shownChangesTo, stampLog, taskJoin } from './log-rows.ts'

const item = z.object({
  seq: z.coerce.number(),
  type: z.custom<TaskEventType>((type) => typeof type === 'string'),
  actorId: z.string().nullable(),
  /** The API token by which the actor did it. */
  tokenName: z.string().nullable(),
  at: z.string(),
  projectId: z.string().nullable(),
  taskId: z.string().nullable(),
  taskKey: z.string().nullable(),
  taskTitle: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()),
})

export interface ActivityPage {
  items: z.infer<typeof item>[]
  nextBefore: number | null
}

/** What happened, newest first, as far as the reader may see it; guests do not see who comes and goes. */
export const activity = router({
  list: procedure.input(activityFilter).query(async ({ ctx, input }) => {
    const { workspaceId, projectId = null, taskId = null, before = null, limit } = input
    const isGuest = (await workspaceRole(ctx, workspaceId)) === 'guest'
    await stampLog(ctx.pool)
    const { rows } = await ctx.pool.query({
      name: `activity-${taskId ? 'task' : projectId ? 'project' : 'workspace'}`,
      text: activitySql(taskId ? 'task' : projectId ? 'project' : 'workspace'),
      values: [
        taskId ?? projectId ?? workspaceId,
        ctx.user.id,
        before,
        limit,
        workspaceId,
        isGuest,
      ],
    })
    const items = withinBytes(z.array(item).parse(rows))
    const isEnd = items.length === rows.length && rows.length < limit
    return { items, nextBefore: isEnd ? null : (items.at(-1)?.seq ?? null) }
  }),
})

/** A project is founded with statuses: only those made later are news. One look into an index for each of them: as
 *  `exists` it would read the whole log. */
const foundingOf = `(
  select f.id from "Event" f where f."actionId" = e."actionId" and f.type = 'project.created' limit 1)`

/** Parameters: the place, the reader, the place in the log before which a page begins or null, rows, workspace, whether
 *  the reader is a guest. */
export const activitySql = (scope: 'task' | 'project' | 'workspace') =>
  rowsSql({
    // Of each scope one index has the order, and no other one: plans are made for any place, a large one or a small.
    of: `e."${scope}Id" = $1 and ${scope === 'workspace' ? 'e' : 'p'}."workspaceId" = $5
     and e.place < coalesce($3::bigint, 9223372036854775807)`,
    isGuest: '$6::boolean',
    limit: '$4',
  })

const NEWEST = 20

/** SQL: the newest page of workspace `$1`, in whose row `m` of "Member" user `$2` is, as JSON. */
export const newestActivityJson = `(
  select json_build_object('items', coalesce(json_agg(item order by item.seq desc), '[]'),
                           'nextBefore', case when count(*) = ${NEWEST} then min(item.seq) end)
    from (${rowsSql({ of: 'e."workspaceId" = $1', isGuest: `m.role = 'guest'`, limit: String(NEWEST) })}) item)`

interface Wanted {
  readonly of: string
  readonly isGuest: string
  readonly limit: string
}

function rowsSql({ of, isGuest, limit }: Wanted) {
  return `
  select e.place as seq, e.type, e."actorId", e."tokenName", ${isoSql('e.at')} as at, e."projectId", e."taskId",
         ${loggedKey} as "taskKey", t.title as "taskTitle", ${shownChangesTo('$2')} as changes
    from "Event" e
    left join "Project" p on p.id = e."projectId"
    ${taskJoin('$2')}
   where ${of} and e.place is not null
     and e.type not in ('project_member.added', 'ranks.renewed')
     and e.type not like 'view.%' and e.type not like 'watcher.%' and e.type not like 'reaction.%'
     and (e.type <> 'status.created' or ${foundingOf} is null)
     and case when e."projectId" is null then not ${isGuest} else ${visibleSql('$2')} and ${eventShownSql('$2')} end
   order by e.place desc limit ${limit}`
}
