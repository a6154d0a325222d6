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

/** Seven days rather than a calendar week: a service has no time zone of its own. */
const summarySql = `
with visible as (${visibleProjects})
select json_build_object(
  'openTasks', (
    select count(*) from visible p
      join "Status" s on s."projectId" = p.id and s."group"::"Group" < 'completed'
      join "TaskFact" t on t."projectId" = p.id and t."statusId" = s.id
     where not p.archived and t."trashedAt" is null),
  'completedThisWeek', (
    select count(*) from visible p
      join "TaskFact" t on t."projectId" = p.id
     where not p.archived and t."trashedAt" is null and t."completedAt" > $3::timestamptz - interval '7 days'),
  'asOf', $4::json)::text as answer`
