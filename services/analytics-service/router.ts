import { dashboard } from './dashboard/dashboard.ts'
import { summary } from './dashboard/summary.ts'
import { operations } from './operations.ts'
import { router } from './trpc.ts'

export const browserRouter = router({ dashboard })
export type AnalyticsRouter = typeof browserRouter

export const serviceRouter = router({ summary, operations })
export type AnalyticsServiceRouter = typeof serviceRouter
