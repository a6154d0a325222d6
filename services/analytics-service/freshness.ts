import type { Pool } from '../chassis/database.ts'

export type Freshness = ReturnType<typeof trackFreshness>

/** Remembers up to which moment the figures are complete: when a pull last found nothing new. */
export function trackFreshness(pool: Pool, feed: string) {
  let completeAt: number | undefined
  return {
    noteComplete: (at: number) => {
      completeAt = at
    },
    /** Unknown, and null, until this process has seen the end of the feed once. */
    asOf: async () => {
      const { rows } = await pool.query<{ seq: string }>({
        name: 'cursor',
        text: 'select seq from "Cursor" where feed = $1',
        values: [feed],
      })
      return {
        seq: Number(rows[0]?.seq ?? 0),
        at: completeAt === undefined ? null : new Date(completeAt).toISOString(),
        behindSeconds:
          completeAt === undefined
            ? null
            : Math.max(0, Math.round((Date.now() - completeAt) / 1000)),
      }
    },
  }
}
