import { Counter, Histogram } from 'prom-client'
import { z } from 'zod'
import type { RequestLog } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { recordedSpan, recordInteraction } from '../../chassis/tracing.ts'

/** Kinds of screens; figures of pages are told apart by these alone. */
const screens = [
  ...['home', 'projects', 'list', 'board', 'table', 'files', 'trash', 'task', 'reports'],
  ...['dashboards', 'history', 'settings', 'other'],
] as const

const time = z.number().min(0).max(600)
const seconds = time.optional()

/** What a page tells of itself: times in seconds, as web-vitals measures them, or an error that nobody caught. */
export const pageReport = z.strictObject({
  // A page of the next release may have screens that we do not know.
  screen: z.enum(screens).catch('other'),
  vitals: z
    .strictObject({
      /** Largest Contentful Paint. */
      lcp: seconds,
      /** First Contentful Paint. */
      fcp: seconds,
      /** Interaction to Next Paint: the slowest answer to a click or key. */
      inp: seconds,
      /** Time to First Byte. */
      ttfb: seconds,
      /** Cumulative Layout Shift, without a unit. */
      cls: z.number().min(0).max(100).optional(),
    })
    .optional(),
  error: z
    .strictObject({ message: z.string().max(500), stack: z.string().max(4000).optional() })
    .optional(),
  /** Clicks, keys and drops after which calls were made whose traces are recorded; moments are seconds since the press. */
  interactions: z
    .array(
      z.strictObject({
        press: z.enum(['click', 'key', 'drop']),
        /** From `server-timing` of the call's answer. */
        traceparent: z.string().regex(recordedSpan),
        ...{ sent: time, answered: time, painted: time, told: time },
      }),
    )
    .max(20)
    .optional(),
})
export type PageReport = z.infer<typeof pageReport>

/** So many of one person are taken in a minute by each process; more are dropped, for nobody is waiting for them. */
const EACH_MINUTE = 60

export type PageReports = ReturnType<typeof createPageReports>

/** Turns what pages tell into metrics, their errors into lines of the log, and presses into spans of traces. */
export function createPageReports({ registry }: Metrics) {
  const registers = [registry]
  const vitals = new Histogram({
    name: 'page_vital_seconds',
    help: 'What people wait for in their browsers: lcp, fcp, inp, ttfb by kind of screen',
    labelNames: ['vital', 'screen'] as const,
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2.5, 4, 8],
    registers,
  })
  const shifts = new Histogram({
    name: 'page_layout_shift',
    help: 'Cumulative layout shift by kind of screen',
    labelNames: ['screen'] as const,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1],
    registers,
  })
  const errors = new Counter({
    name: 'page_errors_total',
    help: 'Errors in browsers that nobody caught, by kind of screen',
    labelNames: ['screen'] as const,
    registers,
  })
  let minute = 0
  const taken = new Map<string, number>()
  const isTooMuch = (userId: string) => {
    const now = Math.floor(Date.now() / 60_000)
    if (now !== minute) taken.clear()
    minute = now
    const count = (taken.get(userId) ?? 0) + 1
    taken.set(userId, count)
    return count > EACH_MINUTE
  }
  return {
    take: (
      userId: string,
      { screen, vitals: { cls, ...times } = {}, error, interactions = [] }: PageReport,
      log: RequestLog,
    ) => {
      if (isTooMuch(userId)) return
      for (const [vital, value] of Object.entries(times))
        if (value !== undefined) vitals.observe({ vital, screen }, value)
      if (cls !== undefined) shifts.observe({ screen }, cls)
      for (const { press, ...moments } of interactions)
        recordInteraction(`${press} ${screen}`, moments)
      if (!error) return
      errors.inc({ screen })
      log.warn({ userId, screen, ...error }, 'error in a browser')
    },
  }
}
