const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** No zone is further from UTC. */
const FURTHEST_MS = 15 * HOUR_MS

/** The last days of a zone, today included: `dates` as `YYYY-MM-DD`, and where they begin, with the end of the last.
 *  The database is not asked: which names of zones it knows depends on its image. */
export function lastDays(count: number, now: Date, timeZone: string) {
  // Swedish dates are ISO dates.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const today = Date.parse(format.format(now))
  const midnights = Array.from(
    { length: count + 1 },
    (_, nth) => today + (nth - count + 1) * DAY_MS,
  )
  return {
    dates: midnights.slice(0, count).map(isoDay),
    begins: midnights.map((midnight) => beginOf(midnight, format)),
  }
}

const isoDay = (midnight: number) => new Date(midnight).toISOString().slice(0, 10)

/** The first minute of the day whose midnight in UTC is given. Searched for: in some zones clocks are changed at
 *  midnight, and the day begins at one o'clock. */
function beginOf(midnight: number, format: Intl.DateTimeFormat) {
  const date = isoDay(midnight)
  let [before, after] = [midnight - FURTHEST_MS, midnight + FURTHEST_MS]
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS
    if (format.format(middle) < date) before = middle
    else after = middle
  }
  return new Date(after)
}
