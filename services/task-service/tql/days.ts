import { dayWords, wordIn } from './words.ts'

/** A day that a query names. */
export type Day =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'word'; readonly word: 'today' | 'weekend' | 'eow' | 'eom' }
  | { readonly kind: 'offset'; readonly count: number; readonly unit: 'd' | 'w' | 'm' }

const units: Readonly<Record<string, 'd' | 'w' | 'm'>> = {
  ...{ d: 'd', 일: 'd', w: 'w', 주: 'w', m: 'm', 달: 'm', 개월: 'm' },
}

const nearDays: Readonly<Record<string, number>> = {
  ...{ tomorrow: 1, yesterday: -1, 내일: 1, 모레: 2, 어제: -1 },
}

/** The day of a word, `none`, or nothing. */
export function dayOf(word: string): Day | 'none' | undefined {
  const named = wordIn(dayWords, word)
  if (named === 'none') return 'none'
  if (named) return { kind: 'word', word: named }
  const near = Object.hasOwn(nearDays, word.toLowerCase())
    ? nearDays[word.toLowerCase()]
    : undefined
  if (near !== undefined) return { kind: 'offset', count: near, unit: 'd' }
  const [, sign, digits = '', written = ''] =
    /^([+-])(\d{1,4})(d|w|m|일|주|달|개월)$/i.exec(word) ?? []
  const unit = units[written.toLowerCase()]
  if (sign && unit) return { kind: 'offset', count: Number(`${sign}${digits}`) || 0, unit }
  return isDate(word) ? { kind: 'date', date: word } : undefined
}

const isDate = (word: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(word) && word >= '1970' && instantOf(word)?.slice(0, 10) === word

function instantOf(date: string) {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

export function dayText(day: Day | 'none'): string {
  if (day === 'none') return day
  if (day.kind === 'date') return day.date
  if (day.kind === 'word') return day.word
  return `${day.count < 0 ? '-' : '+'}${Math.abs(day.count)}${day.unit}`
}

/** `YYYY-MM-DD` of a day, seen from `today`. A week ends on Sunday; the weekend is its Saturday, and on Sunday the next
 *  one, as in quick add. */
export function dateOf(day: Day, today: string): string {
  if (day.kind === 'date') return day.date
  if (day.kind === 'offset')
    return day.unit === 'm'
      ? monthsLater(today, day.count)
      : daysLater(today, day.count * (day.unit === 'w' ? 7 : 1))
  if (day.word === 'today') return today
  if (day.word === 'weekend') return daysLater(today, (SATURDAY - weekday(today) + 7) % 7)
  if (day.word === 'eow') return daysLater(today, (7 - weekday(today)) % 7)
  return daysLater(monthsLater(`${today.slice(0, 7)}-01`, 1), -1)
}

const SATURDAY = 6
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()

export function daysLater(date: string, count: number) {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + count)
  return at.toISOString().slice(0, 10)
}

/** The same day of another month, or its last one. */
function monthsLater(date: string, count: number) {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(day, last))).toISOString().slice(0, 10)
}
