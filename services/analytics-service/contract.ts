import { z } from 'zod'
import { id, timeZone } from '../chassis/text.ts'

/** Days a dashboard can look back, today included. */
export const periods = [7, 28, 84] as const

/** Below this many finished tasks a percentile says nothing and is not given. */
export const PERCENTILE_MIN_POINTS = 5

/** Finished tasks that are shown one by one: the newest. Percentiles count all. */
export const POINTS_MAX = 500
/** Names of statuses over all projects that are shown: those with most open tasks. */
export const STATUSES_MAX = 100

export const dashboardFilter = z.strictObject({
  workspaceId: id,
  /** One project; left out: all that the reader may see. */
  projectId: id.optional(),
  days: z.literal([...periods]).default(28),
  /** Where the days begin and end. */
  timeZone,
})

export const summaryOf = z.strictObject({ userId: id, workspaceId: id })

/** Status groups as task-service names them, in the order of a task's life. */
export const groups = ['backlog', 'unstarted', 'started', 'completed', 'cancelled'] as const
export const group = z.enum(groups)
