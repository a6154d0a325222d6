import { z } from 'zod'
import type { Pool } from '../chassis/database.ts'
import { stampFeed } from '../chassis/feed.ts'
import { visibleSql } from './access.ts'
import { feedPage, feedPosition, logEvent, visiblePage } from './contract.ts'
import type { TaskEventType } from './events.ts'
import { iso } from './tasks/row.ts'
import { router, serviceProcedure } from './trpc.ts'

/** The log for other services: everything for those that project it, and what certain people may see for live updates. */
export const events = router({
  pull: serviceProcedure.input(feedPage).query(async ({ ctx, input: { after, limit } }) => {
    await stampFeed(ctx.feedPool)
    const { rows } = await ctx.feedPool.query({
      name: 'pull',
      text: pulledSql,
      values: [after, limit],
    })
    const found = z.array(stamped).parse(rows)
    const mark = await markAt(ctx.feedPool, after)
    return { events: found, last: found.at(-1)?.seq ?? after, mark }
  }),

  /** Whether there is something after `after`; waits up to 2 s for it. */
  news: serviceProcedure
    .input(feedPosition)
    .query(({ ctx, input }) => ctx.news.until(ctx.feedPool, input.after)),

  /** Each event with those of `userIds` who may see it now, and whom it took the workspace or the project from. `last` is the newest
   *  event of all, `oldest` the oldest: read first, so that nothing up to `last` is missing from the page. */
  visible: serviceProcedure.input(visiblePage).query(async ({ ctx, input }) => {
    const { after, limit, userIds } = input
    await stampFeed(ctx.feedPool)
    const ends = await ctx.feedPool.query({
      name: 'ends',
      text: 'select min(seq) as oldest, max(seq) as last from "Event"',
    })
    const values = [after, limit, userIds]
    const { rows } = await ctx.feedPool.query({ name: 'visible', text: visibleEventsSql, values })
    const { oldest, last } = bounds.parse(ends.rows[0])
    return { events: z.array(shownEvent).parse(rows), last, oldest }
  }),
})

/** The act of the event at a place: followers see by it whether the log still holds what they applied. */
async function markAt(pool: Pool, place: number) {
  const { rows } = await pool.query<{ mark: string }>({
    name: 'mark',
    text: 'select "actionId" as mark from "Event" where seq = $1',
    values: [place],
  })
  return rows[0]?.mark ?? null
}

const seq = z.coerce.number()
const bounds = z.object({ oldest: seq, last: seq })
const stamped = logEvent.extend({ seq })
const shownEvent = stamped
  .pick({ type: true, workspaceId: true, projectId: true, taskId: true, actorId: true, at: true })
  .extend({
    seq,
    type: z.custom<TaskEventType>((type) => typeof type === 'string'),
    viewers: z.array(z.string()),
    lostBy: z.array(z.string()),
  })

export const pulledSql = `
  select seq, type, "workspaceId", "projectId", "taskId", "actorId", via, "actionId", changes, ${iso('at')} as at
    from "Event" where seq > $1 order by seq limit $2`

export const visibleEventsSql = `
  select e.seq, e.type, e."workspaceId", e."projectId", e."taskId", e."actorId", ${iso('e.at')} as at,
         coalesce(v.viewers, '{}') as viewers, coalesce(lost.by, '{}') as "lostBy"
    from "Event" e left join "Project" p on p.id = e."projectId",
    lateral (
      select array_agg(u.id::text) as viewers from unnest($3::uuid[]) u(id)
       where case when e."projectId" is null
                  then exists (select 1 from "Member" m where m."workspaceId" = e."workspaceId" and m."userId" = u.id)
                  else ${visibleSql('u.id')} end) v,
    lateral (
      select case
        when e.type in ('workspace_member.removed', 'project_member.removed') then (
          select array_agg(u.id::text) from unnest($3::uuid[]) u(id)
           where u.id::text = e.changes->'userId'->>0 and not u.id::text = any(coalesce(v.viewers, '{}')))
        when e.type = 'project.updated' and e.changes->'visibility'->>1 = 'private' then (
          select array_agg(m."userId"::text) from "Member" m
           where m."workspaceId" = e."workspaceId" and m."userId" = any($3::uuid[])
             and not m."userId"::text = any(coalesce(v.viewers, '{}'))) end as by) lost
   where e.seq > $1 and (v.viewers is not null or lost.by is not null) order by e.seq limit $2`
