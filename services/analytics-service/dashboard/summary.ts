import { summaryOf } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { visibleProjects } from './access.ts'

/** Figures of the home page; asked by the gateway for one user. */
export const summary = router({
  get: serviceProcedure.input(summaryOf).query(async ({ ctx, input }) => {
    const asOf = ctx.freshness.asOf()
    const { rows } = await ctx.pool.query<{ open: number; completed: number }>({
      name: 'summary',
      text: statement,
      values: [input.userId, input.workspaceId, ctx.now],
    })
    return { openTasks: rows[0]?.open ?? 0, completedThisWeek: rows[0]?.completed ?? 0, asOf }
  }),
})

/** Seven days rather than a calendar week: a service has no time zone of its own. */
const statement = `
with visible as (${visibleProjects})
select count(*) filter (where s."group"::"Group" < 'completed')::int as open,
       count(*) filter (where t."completedAt" > $3::timestamptz - interval '7 days')::int as completed
  from "TaskFact" t
  join visible p on p.id = t."projectId" and not p.archived
  join "Status" s on s.id = t."statusId"
 where t."trashedAt" is null`
