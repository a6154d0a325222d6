import { END, type Groups } from './day-rule.ts'

/** The last minute of a day: midnight is where the day that is named ends. */
const MIDNIGHT = '23:59'
const NOON = '12:00'

const BY = '(?:(?<by>까지)|에|(?<since>부터))?'
export const HALF = '(?<half>오전|새벽|아침|오후|점심|낮|저녁|밤)'
export const AT = String.raw`(?:at\s{1,4}|@\s?)`
/** Words that go with a time. */
const TO = String.raw`(?:(?:(?<from>from|starting)|(?<to>to|until|till|by))\s{1,4}(?:at\s{1,4})?|${AT})?`

interface TimeRule {
  readonly pattern: RegExp
  /** `HH:MM`; nothing where the clock has no such time. */
  readonly clock: (groups: Groups) => string | undefined
}

const rule = (words: string, clock: TimeRule['clock']): TimeRule => ({
  pattern: new RegExp(words + END, 'iyu'),
  clock,
})

const rules: readonly TimeRule[] = [
  rule(
    String.raw`(?:${HALF}\s?)?(?<hour>\d{1,2})시(?:\s?(?:(?<minute>\d{1,2})분|(?<thirty>반)))?${BY}`,
    (at) => clockOf({ ...at, minute: at.thirty ? '30' : at.minute }),
  ),
  rule(String.raw`${HALF}\s?(?<hour>\d{1,2}):(?<minute>\d\d)${BY}`, clockOf),
  rule(String.raw`${TO}(?<hour>\d{1,2})(?::(?<minute>\d\d))?\s?(?<half>[ap]\.?m\.?)`, clockOf),
  rule(String.raw`${TO}(?<hour>\d{1,2}):(?<minute>\d\d)${BY}`, clockOf),
  // An hour alone may be a number of something else that goes on behind it.
  rule(String.raw`${AT}(?<hour>\d{1,2})(?=[,.;!?)\]…]{0,4}\s*$)`, clockOf),
  rule(`(?:${TO}(?:noon|midday)|정오${BY})`, () => NOON),
  rule(`(?:${TO}midnight|자정${BY})`, () => MIDNIGHT),
]

/** The time of day that is written at a place of a text: at which something begins, by which it is done, or neither is said. */
export function timeAt(text: string, at: number) {
  for (const { pattern, clock } of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) continue
    const end = pattern.lastIndex
    const groups = match.groups ?? {}
    const found = clock(groups)
    const isStart = (groups.from ?? groups.since) !== undefined
    const isEnd = (groups.to ?? groups.by) !== undefined
    if (found) return { end, clock: found, isStart, isEnd }
  }
  return undefined
}

const mornings = ['오전', '새벽', '아침', 'a']
/** They begin before noon. */
const middays = ['낮', '점심']

interface Clock {
  readonly hour?: string | undefined
  readonly minute?: string | undefined
  /** Of the day. */
  readonly half?: string | undefined
}

/** `HH:MM` of what is written; nothing where the clock has no such time. */
export function clockOf({ hour: written = '', minute = '0', half = '' }: Clock) {
  const hour = Number(written)
  if (hour > 23 || Number(minute) > 59) return undefined
  const is = half.toLowerCase().replace(/[.m]/g, '')
  if (is === '밤' && hour === 12 && Number(minute) === 0) return MIDNIGHT
  const hours = is === '' ? unsaid(hour, written) : said(hour, is)
  return hours === undefined
    ? undefined
    : `${String(hours).padStart(2, '0')}:${minute.padStart(2, '0')}`
}

/** Whoever says no half of the day means one in which people are awake; `03` and `15` are of 24 hours. */
const unsaid = (hour: number, written: string) =>
  hour >= 1 && hour <= 6 && written.length === 1 ? hour + 12 : hour

function said(hour: number, half: string) {
  if (mornings.includes(half)) return hour > 12 ? undefined : hour % 12
  // Of a night the hours after midnight are of another day.
  if (half === '밤' && (hour < 6 || hour === 12)) return undefined
  if (hour === 0) return undefined
  if (middays.includes(half) && hour >= 10) return hour
  return hour > 12 ? hour : (hour % 12) + 12
}
