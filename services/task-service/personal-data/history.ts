import type { z } from 'zod'
import { isoSql } from '../../chassis/database.ts'
import { botSql } from '../../chassis/identity.ts'
import { visibleSql } from '../access/access.ts'
import { eventShownSql } from '../access/insiders.ts'
import type { Context } from '../context.ts'
import { loggedKey, shownChangesTo, taskJoin } from '../events/log-rows.ts'
import { withinBytes } from '../within-bytes.ts'
import type { ownHistory } from './inputs.ts'

interface Reading extends Pick<Context, 'pool'> {
  readonly user: { readonly id: string }
}

interface Row {
  readonly seq: number
  readonly [name: string]: unknown
}

/** So many events of a workspace are looked at by one call, whoever made them: what takes others back is in no index of people. */
const LOOKED = 1000

/** What somebody did in a workspace. What they may not read there any more is told by its kind, time and ids alone. */
export async function historyPage(
  { pool, user }: Reading,
  { workspaceId, cursor, limit }: z.infer<typeof ownHistory>,
) {
  const { rows } = await pool.query<{ last: string | null; found: Row[] }>({
    name: 'personal-data-history',
    text: ownHistorySql,
    values: [user.id, workspaceId, cursor, limit],
  })
  const { last = null, found = [] } = rows[0] ?? {}
  const items = withinBytes(found)
  if (items.length < found.length) return { items, nextCursor: items.at(-1)?.seq ?? null }
  return { items, nextCursor: last === null ? null : Number(last) }
}

/** Of the project or, where there is none, of the workspace of event `e`. */
const isRead = `case
  when e."projectId" is null then exists (
    select from "Member" m
     where m."workspaceId" = e."workspaceId" and m."userId" = $1 and m."suspendedAt" is null and m.role <> 'guest')
  else p.id is not null and ${visibleSql('$1')} and ${eventShownSql('$1')} end`

/** Parameters: reader, workspace, the place in its log behind which a page begins, rows. `last` is where the next page begins, null
 *  behind the end. */
export const ownHistorySql = `
  with looked as materialized (
    select e.id, e.place, e."actorId" from "Event" e
     where e."workspaceId" = $2 and e.place > $3::bigint order by e.place limit ${LOOKED}),
  page as materialized (select id, place from looked where "actorId" = $1 order by place limit $4)
  select case when (select count(*) from page) = $4 then (select max(place) from page)
              when (select count(*) from looked) = ${LOOKED} then (select max(place) from looked) end as last,
         coalesce((
           select json_agg(row_to_json(r) order by r.seq) from (
             select e.place as seq, ${isoSql('e.at')} as at, e.type, e.via, e."tokenName", ${botSql('e')} as bot, e."workspaceId", e."projectId", e."taskId", e."actionId", e.undoes,
                    a."isReadable", case when a."isReadable" then ${loggedKey} end as "taskKey",
                    case when a."isReadable" then ${shownChangesTo('$1')} end as changes
               from page join "Event" e using (id)
               left join "Project" p on p.id = e."projectId" ${taskJoin('$1')}
               cross join lateral (select coalesce(${isRead}, false) as "isReadable") a) r), '[]') as found`
