import { localAt } from '../../../../../task-service/tql/instant.ts'
import { dayIn } from './calendar.ts'
import { END } from './day-rule.ts'

const ISO = new RegExp(
  String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)T(?<hour>[01]\d|2[0-3]):?(?<minute>[0-5]\d)(?::?[0-5]\d(?:[.,]\d{1,9})?)?(?<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?${END}`,
  'iyu',
)

interface Moment {
  readonly end: number
  /** `YYYY-MM-DD` */
  readonly day: string
  /** `HH:MM` */
  readonly clock: string
}

/** A moment as programs write it, `2026-12-01T15:00`, by the clock of whoever reads where it names no zone. */
export function isoAt(text: string, at: number, timeZone: string | undefined): Moment | undefined {
  ISO.lastIndex = at
  const { year, month, date, hour = '', minute = '', zone } = ISO.exec(text)?.groups ?? {}
  const end = ISO.lastIndex
  if (!year) return undefined
  const day = dayIn(Number(year), Number(month), Number(date))
  if (!day) return undefined
  if (!zone) return { end, day, clock: `${hour}:${minute}` }
  const offset = zone.toUpperCase().replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')
  return { end, ...localAt(new Date(`${day}T${hour}:${minute}:00${offset}`), timeZone) }
}
