import type { Pool } from '../../chassis/database.ts'
import { notFound } from '../../chassis/trpc.ts'
import { dashboardFilter, type groups, PERCENTILE_MIN_POINTS } from '../contract.ts'
import { procedure, router } from '../trpc.ts'
import { dashboardStatement } from './dashboard-statement.ts'
import { lastDays } from './days.ts'

export const dashboard = router({
  get: procedure.input(dashboardFilter).query(async ({ ctx, input }) => {
    const { workspaceId, projectId = null, days, timeZone } = input
    const { dates, begins } = lastDays(days, ctx.now, timeZone)
    const values = [ctx.user.id, workspaceId, projectId, dates, begins]
    const asOf = ctx.freshness.asOf()
    const known = await figures(ctx.pool, values)
    // A project of a moment ago may not have reached us yet.
    const found = known.visible ? known : await ctx.catchUp().then(() => figures(ctx.pool, values))
    const { visible, cycleTime, ...panels } = found
    if (!visible) throw notFound()
    const enough = cycleTime.count >= PERCENTILE_MIN_POINTS
    return {
      asOf,
      ...panels,
      cycleTime: enough ? cycleTime : { ...cycleTime, p50Hours: null, p85Hours: null },
    }
  }),
})

interface Figures {
  visible: boolean
  perDay: { date: string; created: number; completed: number }[]
  openByStatus: { name: string; group: (typeof groups)[number]; count: number }[]
  /** Open and overdue are of now, created and completed of the period. */
  totals: { open: number; overdue: number; created: number; completed: number }
  cycleTime: {
    count: number
    p50Hours: number | null
    p85Hours: number | null
    points: { key: string; title: string; completedAt: string; hours: number }[]
  }
}

async function figures(pool: Pool, values: unknown[]) {
  const { rows } = await pool.query<{ dashboard: Figures }>({
    name: 'dashboard',
    text: dashboardStatement,
    values,
  })
  const [row] = rows
  if (!row) throw new Error('The dashboard statement gave no row')
  return row.dashboard
}
