import { asJsonText } from '../../chassis/listener.ts'
import { summaryOf } from '../contract.ts'
import type { Freshness } from '../task-log/freshness.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { visibleProjects } from './access.ts'

interface Summary {
  openTasks: number
  completedThisWeek: number
  asOf: ReturnType<Freshness['asOf']>
}

/** Figures of the home page; asked by the gateway for one user. */
export const summary = router({
  get: serviceProcedure.input(summaryOf).query(async ({ ctx, input }) => {
    const asOf = JSON.stringify(ctx.freshness.asOf())
    const { rows } = await ctx.pool.query<{ answer: string }>({
      name: 'summary',
      text: summarySql,
      values: [input.userId, input.workspaceId, ctx.now, asOf],
    })
    return asJsonText<Summary>(rows[0]?.answer ?? '')
  }),
})

/** Seven days rather than a calendar week: a service has no time zone of its own. They begin with a quarter of an hour. */
export const summarySql = `
with visible as (${visibleProjects})
select json_build_object(
  'openTasks', (
    select coalesce(sum(k.tasks), 0) from visible p
      join "StatusCount" k on k."projectId" = p.id
      join "Status" s on s.id = k."statusId" and s."group"::"Group" < 'completed'
     where not p.archived),
  'completedThisWeek', (
    select coalesce(sum(q.completed), 0) from visible p
      join "QuarterCount" q on q."projectId" = p.id and q.at > $3::timestamptz - interval '7 days'
     where not p.archived),
  'asOf', $4::json)::text as answer`
