import { isoSql } from '../../chassis/database.ts'
import { type ActingBot, botSql } from '../../chassis/identity.ts'
import { asJsonText } from '../../chassis/listener.ts'
import { visibleSql } from '../access/access.ts'
import { eventShownSql } from '../access/insiders.ts'
import { onlyRow } from '../answered.ts'
import { activityFilter } from '../contract.ts'
import type { TaskEventType } from '../events.ts'
import { procedure, router } from '../trpc.ts'
import { PAGE_BYTES } from '../within-bytes.ts'
import {
  isUnstamped,
  loggedKey,
  type Named,
  namedIn,
  shownChangesTo,
  stampWholeLog,
  taskJoin,
} from './log-rows.ts'

interface Item {
  seq: number
  type: TaskEventType
  actorId: string | null
  /** The API token by which the actor did it. */
  tokenName: string | null
  /** The bot that did it for the actor, by the name that it had. */
  bot: ActingBot | null
  via: string
  at: string
  projectId: string | null
  projectKey: string | null
  projectName: string | null
  taskId: string | null
  taskKey: string | null
  taskTitle: string | null
  changes: Record<string, unknown>
  /** Tasks that the changes name by id, where the reader sees them. */
  named: Named | null
}

export interface ActivityPage {
  items: Item[]
  nextBefore: number | null
}

/** What happened, newest first, as far as the reader may see it. Guests are not told who comes and goes, nor who gets which role,
 *  but for themselves. What a team's role means for each of its people is not listed: that the team got it is. Who comes into a
 *  project or goes, directly or by joining or leaving a team, is. */
export const activity = router({
  list: procedure.input(activityFilter).query(async ({ ctx, input }) => {
    const { workspaceId, projectId, taskId, before = null, limit } = input
    const scope = taskId ? 'task' : projectId ? 'project' : 'workspace'
    const values = [workspaceId, ctx.user.id, taskId ?? projectId ?? workspaceId, before, limit]
    const look = () =>
      onlyRow<{ page: string; unstamped: boolean }>(ctx, activitySql(scope), values)
    const first = await look()
    // What was done before somebody asks is in the log, whoever else numbers it.
    const { page } = first.unstamped ? await stampWholeLog(ctx.pool).then(look) : first
    return asJsonText<ActivityPage>(page)
  }),
})

/** A project is founded with statuses: only those made later are news. One look into an index for each of them: as
 *  `exists` it would read the whole log. */
const foundingOf = `(
  select f.id from "Event" f where f."actionId" = e."actionId" and f.type = 'project.created' limit 1)`

/** The change of a team's role that an event belongs to, found in the same way. */
const teamChangeOf = `(
  select f.id from "Event" f where f."actionId" = e."actionId" and f.type like 'project_team.%' limit 1)`

/** Whether an event about somebody's role in a project is told: that of who founded or inherited it is known by that itself. */
const roleShown = `
  (m.role <> 'guest' or (e.type <> 'project.inherited' and e.changes->'userId' @> to_jsonb($2::uuid))) and
  case when jsonb_exists(e.changes, 'teamId') then ${teamChangeOf} is null
       else e.type <> 'project_member.added' or (e.via <> 'system' and ${foundingOf} is null) end`

/** Parameters: the workspace, the reader, the place (the same workspace, a project, a task), the place in the log before
 *  which a page begins or null, rows. */
export const activitySql = (scope: 'task' | 'project' | 'workspace') => `
  select ${pageSql(
    // Of each scope one index has the order, and no other one: plans are made for any place, a large one or a small.
    `e."${scope}Id" = $3 and ${scope === 'workspace' ? 'e' : 'p'}."workspaceId" = $1
     and e.place < coalesce($4::bigint, 9223372036854775807)`,
    '$5',
  )}::text as page, ${isUnstamped} as unstamped
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2 and m."suspendedAt" is null`

/** SQL: the newest page of workspace `$1`, in whose row `m` of "Member" user `$2` is, as JSON. */
export const newestActivityJson = pageSql('e."workspaceId" = $1', '20')

/** SQL: `ActivityPage` of up to `limit` events `e`, fewer where they are long, for user `$2` in row `m` of "Member". With
 *  `offset 0` each row becomes JSON once, not wherever its length or text is asked for. */
function pageSql(of: string, limit: string) {
  const fits = `before < ${PAGE_BYTES}`
  return `(
  select json_build_object(
           'items', coalesce(json_agg(item order by seq desc) filter (where ${fits}), '[]'),
           'nextBefore', case when count(*) = ${limit} or not bool_and(${fits}) then min(seq) filter (where ${fits}) end)
    from (select seq, item, sum(octet_length(item::text)) over (order by seq desc rows unbounded preceding)
                            - octet_length(item::text) as before
            from (select seq, row_to_json(found) as item from (${rowsSql(of, limit)}) found offset 0) page) measured)`
}

function rowsSql(of: string, limit: string) {
  return `
  select e.place as seq, e.type, e."actorId", e."tokenName", ${botSql('e')} as bot, e.via, ${isoSql('e.at')} as at, e."projectId", e."taskId",
         ${loggedKey} as "taskKey", t.title as "taskTitle", ${shownChangesTo('$2')} as changes,
         p.key as "projectKey", p.name as "projectName", ${namedIn('$2')} as named
    from "Event" e
    left join "Project" p on p.id = e."projectId"
    ${taskJoin('$2')}
   where ${of} and e.place is not null
     and e.type not in ('ranks.renewed', 'workspace_member.suspended', 'workspace_member.resumed')
     and e.type not like 'view.%' and e.type not like 'webhook.%' and e.type not like 'watcher.%' and e.type not like 'reaction.%'
     and e.type not like 'task_grant.%'
     and (e.type <> 'status.created' or ${foundingOf} is null)
     and case when e.type like 'project_member.%' or e.type = 'project.inherited' then ${roleShown} else true end
     and case when e."projectId" is null then m.role <> 'guest' else ${visibleSql('$2')} and ${eventShownSql('$2')} end
   order by e.place desc limit ${limit}`
}
