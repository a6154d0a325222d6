import { asJsonText } from '../../chassis/listener.ts'
import { notFound } from '../../chassis/trpc.ts'
import { dashboardFilter, type groups } from '../contract.ts'
import type { Freshness } from '../task-log/freshness.ts'
import { procedure, router } from '../trpc.ts'
import { dashboardStatement } from './dashboard-statement.ts'
import { lastDays } from './days.ts'

interface Dashboard {
  asOf: ReturnType<Freshness['asOf']>
  perDay: { date: string; created: number; completed: number }[]
  openByStatus: { name: string; group: (typeof groups)[number]; count: number }[]
  /** Open and overdue are of now, created and completed of the period. */
  totals: { open: number; overdue: number; created: number; completed: number }
  cycleTime: {
    count: number
    /** Null where too few tasks were finished for it to say anything. */
    p50Hours: number | null
    p85Hours: number | null
    points: { key: string; title: string; hours: number; completedAt: string }[]
  }
}

export const dashboard = router({
  get: procedure.input(dashboardFilter).query(async ({ ctx, input }) => {
    const { workspaceId, projectId = null, days, timeZone } = input
    const { dates, begins } = lastDays(days, ctx.now, timeZone)
    const asOf = JSON.stringify(ctx.freshness.asOf())
    const values = [ctx.user.id, workspaceId, projectId, dates, begins, asOf]
    const look = async () => {
      const statement = { name: 'dashboard', text: dashboardStatement, values }
      const { rows } = await ctx.pool.query<{ visible: boolean; answer: string }>(statement)
      return rows[0]
    }
    const known = await look()
    // A project of a moment ago may not have reached us yet.
    const found = known?.visible ? known : await ctx.catchUp().then(look)
    if (!found?.visible) throw notFound()
    return asJsonText<Dashboard>(found.answer)
  }),
})
