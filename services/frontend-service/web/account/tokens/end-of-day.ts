import { type Day, dayAt } from '../../dates.ts'

const QUARTER_MS = 15 * 60_000
/** The first zones begin a day so long before UTC does, the last so long after it. */
const SPREAD_HOURS = 38

/** The last instant of a day in a zone, as ISO text; no text for what is no day. */
export function endOfDay(day: Day, timeZone: string) {
  const begins = Date.parse(`${day}T00:00Z`)
  if (Number.isNaN(begins)) return ''
  // All zones are whole quarters of an hour away from UTC.
  let next = begins + SPREAD_HOURS * 3_600_000
  while (dayAt(next - 1, timeZone) > day) next -= QUARTER_MS
  return new Date(next - 1).toISOString()
}
