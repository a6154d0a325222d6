import { daysLater } from '../../../../../task-service/tql/days.ts'

/** Sunday is 0. */
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** The next such weekday after a day. */
export const weekdayAfter = (day: string, weekday: number) =>
  daysLater(day, ((weekday - weekdayOf(day) + 6) % 7) + 1)

/** A weekday of the week of a day, or so many weeks later. Weeks begin on Monday. */
export const weekdayIn = (day: string, weeks: number, weekday: number) =>
  daysLater(day, 7 * weeks + ((weekday + 6) % 7) - ((weekdayOf(day) + 6) % 7))

/** `YYYY-MM-DD`, or nothing where the calendar has no such day; tasks take those of 1970 to 2199. */
export function dayIn(year: number, month: number, date: number) {
  // A year of two figures would be one of the last century.
  if (year < 1000) return undefined
  const day = new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)
  const isReal = Number(day.slice(5, 7)) === month && Number(day.slice(8)) === date
  return isReal && isInRange(day) ? day : undefined
}

export const isInRange = (day: string) => day >= '1970-01-01' && day <= '2199-12-31'

/** The first such date that is not before a day: this year's or a later one's. */
export function dateFrom(day: string, month: number, date: number) {
  const year = Number(day.slice(0, 4))
  // 29 February is at most eight years away.
  for (let later = 0; later <= 8; later++) {
    const found = dayIn(year + later, month, date)
    if (found && found >= day) return found
  }
  return undefined
}

/** The first day of the month with this number that is not before a day. */
export function numberFrom(day: string, date: number) {
  const [year = 0, month = 1] = day.split('-').map(Number)
  for (let later = 0; later <= 2; later++) {
    const found = dayInMonth(year, month + later, date)
    if (found && found >= day) return found
  }
  return undefined
}

/** Months after December go on in the next year. */
export const dayInMonth = (year: number, month: number, date: number) =>
  dayIn(year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, date)
