import { language, m } from './messages.ts'

/** A calendar day, `YYYY-MM-DD`, without a zone: never converted, only counted. */
export type Day = string

/** Whole days since 1970-01-01. */
export function dayNumber(day: Day) {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.round(Date.UTC(year, month - 1, date) / 86_400_000)
}

export const dayOf = (number: number): Day => isoOf(new Date(number * 86_400_000))
const isoOf = (date: Date) => date.toISOString().slice(0, 10)

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Made once: making one costs as much as formatting some thousand dates. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions) {
  const name = JSON.stringify([locale, options])
  const known = formatters.get(name)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formatters.set(name, made)
  return made
}

/** The day it is for someone in `timeZone`. */
export const today = (timeZone?: string, now = Date.now()): Day => dayAt(now, timeZone)

export function dayAt(instant: number | string, timeZone?: string): Day {
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const parts = formatter('en', options).formatToParts(new Date(instant))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** 오늘, 내일, 25일 (수) within seven days, 12월 1일 beyond, with its year when it is not this one. */
export const shortDay = (day: Day, now: Day) => dayIn(day, now, m.dates)

/** The same in the middle of a line: since today. */
export const dayInLine = (day: Day, now: Day) => dayIn(day, now, m.dates.inLine)

type NearDays = Record<'today' | 'tomorrow' | 'yesterday', string>

function dayIn(day: Day, now: Day, near: NearDays) {
  const distance = dayNumber(day) - dayNumber(now)
  if (distance === 0) return near.today
  if (distance === 1) return near.tomorrow
  if (distance === -1) return near.yesterday
  const facts = factsOf(day)
  if (distance > 1 && distance <= 7) return m.dates.weekday(facts)
  return day.slice(0, 4) === now.slice(0, 4) ? m.dates.date(facts) : m.dates.dateYear(facts)
}

/** 11월 23일, whatever day it is today. */
export const plainDay = (day: Day) => m.dates.date(factsOf(day))

/** 11월 23일 월요일 */
export const longDay = (day: Day) => m.dates.long(factsOf(day))

export const exactDay = (day: Day) => m.dates.exact(factsOf(day))

/** What catalogues write a day with; a language asks only for the names that it writes. */
function factsOf(day: Day) {
  const date = new Date(dayNumber(day) * 86_400_000)
  const named = (options: Intl.DateTimeFormatOptions) =>
    formatter(language, { ...options, timeZone: 'UTC' }).format(date)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    get monthName() {
      return named({ month: 'short' })
    },
    get monthLong() {
      return named({ month: 'long' })
    },
    get weekday() {
      return named({ weekday: 'short' })
    },
    get weekdayLong() {
      return named({ weekday: 'long' })
    },
  }
}

/** 15:00, in the viewer's zone. */
export function minuteOf(instant: string, timeZone?: string) {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return formatter('en-GB', options).format(new Date(instant))
}

/** 오후 3:00 or 15:00, in the viewer's zone. Engines disagree about 오전 and 오후, so the catalogue writes them. */
export function clock(instant: string, timeZone?: string) {
  const [hour = 0, minute = 0] = minuteOf(instant, timeZone).split(':').map(Number)
  return m.dates.clock(hour, minute)
}

/** 8분 전, 3시간 전, then the time today, then the day. */
export function ago(instant: string, timeZone?: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000))
  if (minutes < 1) return m.dates.justNow
  if (minutes < 60) return m.dates.minutesAgo(minutes)
  const day = dayAt(instant, timeZone)
  const now_ = dayAt(now, timeZone)
  if (day === now_) return clock(instant, timeZone)
  return dayInLine(day, now_)
}

/** The whole instant, for a tooltip. */
export const exact = (instant: string, timeZone?: string) =>
  `${exactDay(dayAt(instant, timeZone))} ${clock(instant, timeZone)}`
