import { z } from 'zod'
import { isoSql, type Pool } from '../../chassis/database.ts'
import { visibleSql, workspaceRole } from '../access/access.ts'
import { eventShownSql } from '../access/insiders.ts'
import type { TaskEventType } from '../events.ts'
import { logRow } from '../events.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { withinBytes } from '../within-bytes.ts'
import { feedPage, feedPosition, LOOKED_AT_MAX, sincePage, visiblePage } from './feed-input.ts'
import { shownChanges, stampLog, stampWholeLog } from './log-rows.ts'
import { sharedNewsSql } from './shared-news.ts'

/** The log for other services: everything for those that project it, and what certain people may see for live updates. */
export const events = router({
  pull: serviceProcedure.input(feedPage).query(async ({ ctx, input: { after, limit } }) => {
    await stampWholeLog(ctx.feedPool)
    const { rows } = await ctx.feedPool.query({
      name: 'pull',
      text: pulledSql,
      values: [after, limit],
    })
    const found = withinBytes(z.array(stamped).parse(rows))
    const mark = await markAt(ctx.feedPool, after)
    return { events: found, last: found.at(-1)?.seq ?? after, mark }
  }),

  /** Whether there is something after `after`; waits up to 2 s for it. */
  news: serviceProcedure
    .input(feedPosition)
    .query(({ ctx, input }) => ctx.news.until(ctx.feedPool, input.after)),

  /** Each event with those of `userIds` who may see it now, whom it took the workspace or the project from, and who were given its
   *  task alone and are told that there is something new about that. `last` is the newest
   *  event of all, `oldest` the oldest: read first, so that nothing up to `last` is missing from the page. Where more
   *  than `LOOKED_AT_MAX` events have gathered, `last` is as far as this call has looked, and there is `more`. */
  visible: serviceProcedure.input(visiblePage).query(async ({ ctx, input }) => {
    const { after, limit, userIds } = input
    await stampLog(ctx.feedPool)
    const ends = await ctx.feedPool.query({
      name: 'ends',
      text: 'select min(seq) as oldest, max(seq) as last from "Event" where place is not null',
    })
    const values = [after, limit, userIds]
    const { rows } = await ctx.feedPool.query({ name: 'visible', text: visibleEventsSql, values })
    const { oldest, last } = bounds.parse(ends.rows[0])
    const reach = after + LOOKED_AT_MAX
    const events = z.array(shownEvent).parse(rows)
    return { events, last: Math.min(last, reach), oldest, more: last > reach }
  }),

  /** The same for one person and one workspace, by places in that workspace; NOT_FOUND for who is not in it. `last` and
   *  `oldest` are places too; `seq` is how far in the log of all workspaces this page has looked. */
  since: serviceProcedure.input(sincePage).query(async ({ ctx, input }) => {
    const { workspaceId, userId, after, limit } = input
    await workspaceRole({ ...ctx, user: { id: userId } }, workspaceId)
    await stampLog(ctx.feedPool)
    const ends = await ctx.feedPool.query({
      name: 'places',
      text: placesSql,
      values: [workspaceId],
    })
    const { oldest, last, seq } = places.parse(ends.rows[0])
    const values = [after ?? last, limit, [userId], workspaceId]
    const { rows } = await ctx.feedPool.query({ name: 'since', text: sinceSql, values })
    return { events: z.array(shownEvent).parse(rows), last, oldest, seq }
  }),
})

/** The act of the event at a place: followers see by it whether the log still holds what they applied, null where it has
 *  lost its end. What is missing before later ones was purged with its workspace: that says nothing, and so does undefined. */
async function markAt(pool: Pool, place: number) {
  const { rows } = await pool.query<{ mark: string | null }>({
    name: 'mark',
    text: markSql,
    values: [place],
  })
  return rows[0] ? (rows[0].mark ?? undefined) : null
}

const markSql = `
  select "actionId" as mark from "Event" where seq = $1
  union all select null where not exists (select from "Event" where seq = $1) and exists (select from "Event" where seq > $1)`

const seq = z.coerce.number()
const bounds = z.object({ oldest: seq, last: seq })
const places = bounds.extend({ seq })
const stamped = logRow.extend({ seq })
const shownEvent = stamped
  .pick({ type: true, workspaceId: true, projectId: true, taskId: true, actorId: true, at: true })
  .extend({
    seq,
    place: seq,
    type: z.custom<TaskEventType>((type) => typeof type === 'string'),
    viewers: z.array(z.string()),
    lostBy: z.array(z.string()),
    sharedWith: z.array(z.string()),
  })

export const pulledSql = `
  select e.seq, e.type, e."workspaceId", e."projectId", e."taskId", e."actorId", e.via, e."actionId",
         ${shownChanges} as changes, ${isoSql('e.at')} as at
    from "Event" e where e.seq > $1 order by e.seq limit $2`

const placesSql = `
  select coalesce(min(place), 0) as oldest, coalesce(max(place), 0) as last,
         (select coalesce(max(seq), 0) from "Event" where place is not null) as seq
    from "Event" where "workspaceId" = $1`

/** Of events `e` that `condition` picks. Guests hear of no member but themselves. */
const shownEventsSql = (condition: string) => `
  select e.seq, e.place, e.type, e."workspaceId", e."projectId", e."taskId", e."actorId", ${isoSql('e.at')} as at,
         coalesce(v.viewers, '{}') as viewers, coalesce(lost.by, '{}') as "lostBy",
         coalesce(shared.people, '{}') as "sharedWith"
    from "Event" e left join "Project" p on p.id = e."projectId",
    lateral (
      select array_agg(u.id::text) as viewers from unnest($3::uuid[]) u(id)
       where case when e."projectId" is null
                  then exists (select 1 from "Member" m where m."workspaceId" = e."workspaceId" and m."userId" = u.id and m."suspendedAt" is null
                                  and (m.role::"Role" > 'guest' or e.changes->'userId' @> to_jsonb(u.id::text)))
                  else ${visibleSql('u.id')} and ${eventShownSql('u.id')} end) v,
    lateral (
      select case
        when e.type in ('workspace_member.removed', 'workspace_member.suspended', 'project_member.removed') then (
          select array_agg(u.id::text) from unnest($3::uuid[]) u(id)
           where u.id::text = e.changes->'userId'->>0 and not u.id::text = any(coalesce(v.viewers, '{}')))
        when e.type = 'project.updated' and e.changes->'visibility'->>1 = 'private' then (
          select array_agg(m."userId"::text) from "Member" m
           where m."workspaceId" = e."workspaceId" and m."userId" = any($3::uuid[]) and m.role <> 'guest'
             and not m."userId"::text = any(coalesce(v.viewers, '{}'))) end as by) lost,
    lateral (${sharedNewsSql('v.viewers')}) shared
   where ${condition} and (v.viewers is not null or lost.by is not null or shared.people is not null) order by e.seq limit $2`

const within = (number: string) => `${number} > $1 and ${number} <= $1 + ${LOOKED_AT_MAX}`

export const visibleEventsSql = shownEventsSql(`${within('e.seq')} and e.place is not null`)
const sinceSql = shownEventsSql(`e."workspaceId" = $4 and ${within('e.place')}`)
