import { isInRange } from './calendar.ts'
import { daysFrom, laterDay } from './day-rule.ts'
import { englishDays } from './english-days.ts'
import { isoAt } from './iso.ts'
import { koreanDays } from './korean-days.ts'
import { timeRangeAt } from './time-ranges.ts'
import { timeAt } from './times.ts'

const rules = [laterDay, ...koreanDays, ...englishDays]

/** Before these words a day is not the one by which something is done: it repeats or is over. */
const before = new Set([
  ...['매', '매주', '격주', '매월', '매달', '매년', '지난', '저번', '지지난', '마지막'],
  ...['첫째', '둘째', '셋째', '넷째', '이전', '예년'],
  // What is left of a week or month that is not understood.
  ...['주', '달'],
  ...['every', 'each', 'other', 'last', 'past', 'previous', 'first', 'second', 'third', 'fourth'],
  ...['a', 'an', 'the', 'since', 'after', 'before', 'as'],
  // Names of days of their own.
  ...['black', 'good', 'cyber', 'easter', 'ash', 'palm', 'super'],
])
/** "Next next Friday" is not "next Friday": a week or weekday behind one of these words is another one. */
const further = new Set(['next', '다음', '다다음'])
const ofWeek = /(?:next|this|mon|tue|wed|thu|fri|sat|sun|다음|다다음|이번|[월화수목금토일]요일)/iuy
/** Nor behind it. */
const behind =
  /\s{1,4}(?:이후|이전|전까지|전에|후에|onwards?|after\snext)(?:에|로|까지|부터)?(?=[,.;:!?)\]…]{0,4}(?:\s|$))/iuy

interface FoundDay {
  readonly end: number
  /** `YYYY-MM-DD` */
  readonly day: string
  /** The day on which something begins, not the one by which it is done. */
  readonly isStart: boolean
}

interface Around {
  readonly today: string
  /** The word before. */
  readonly previous: string
  /** Of whoever reads; the browser's unless told. */
  readonly timeZone?: string
}

/** Behind these endings nothing more is said of the same day. */
const closed = /(?:부터|까지)$/u
const isBy = /까지$|^(?:by|to|until|till|due)\s/iu

/** The day that is written at a place of a text, with a time behind or before it. */
export function whenAt(text: string, at: number, around: Around): FoundWhen | undefined {
  const moment = isoAt(text, at, around.timeZone)
  if (moment) return { ...moment, isStart: false }
  const day = dayAt(text, at, around)
  if (day) {
    const time = timeAt(text, behindBlanks(text, day.end))
    return time && time.end > day.end && isOf(day, time, text.slice(at, day.end))
      ? { ...day, end: time.end, clock: time.clock, isStart: day.isStart || time.isStart }
      : day
  }
  const time = timeAt(text, at)
  // "2시부터 내일 4시까지" begins today.
  if (!time || text.slice(at, time.end).endsWith('부터')) return undefined
  const after = dayAt(text, behindBlanks(text, time.end), around)
  return after && !after.isStart
    ? { ...after, clock: time.clock, isStart: time.isStart }
    : undefined
}

/** Whether a time belongs to the day before it: "from Friday 3pm", not "from Friday to 3pm" and "금요일부터 3시". */
function isOf(day: FoundDay, time: { isStart: boolean; isEnd: boolean }, written: string) {
  if (day.isStart) return !closed.test(written) && !time.isEnd
  return !(time.isStart && isBy.test(written))
}

/** Behind these words a time without a day is of each week, or of a day that is said otherwise. */
const ofDay =
  /^(?:매일|매주|매월|격주|every|each|daily|weekly|weekdays?|days?|[월화수목금토일](?:요일)?|.*day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|오전|새벽|아침|오후|점심|낮|저녁|밤)$/iu
/** So a time is written that is no score, verse or ratio: 15:00, not 3:16. */
const isSure = /시|:\d\d(?:까지|에|부터)|[ap]\.?m|정오|자정|noon|mid|(?:^|\s|@)\d\d:|^[가-힣]/iu

/** A time without a day: the next such one. */
export function nextTimeAt(text: string, at: number, around: Around & { clock?: string }) {
  const found = timeAt(text, at)
  if (!found) return undefined
  const day = nextDay(text.slice(at, found.end), found.clock, around)
  return day === undefined ? undefined : { ...found, day }
}

/** A start and an end on a day. */
interface FoundRange {
  readonly day: string
  readonly from: string
  readonly lastDay: string
  readonly to: string
  /** Where what says the end begins. */
  readonly middle: number
  readonly end: number
  /** No day was written: the next such times. */
  readonly isNext: boolean
}

/** Two times with a dash between them that are written at a place of a text, with a day before or behind. An end that is not later is
 *  on the day after. */
export function rangeAt(
  text: string,
  at: number,
  around: Around & { clock?: string },
): FoundRange | undefined {
  const before = dayAt(text, at, around)
  const written = before ? text.slice(at, before.end) : ''
  if (before && (closed.test(written) || isBy.test(written))) return undefined
  const range = timeRangeAt(text, before ? behindBlanks(text, before.end) : at)
  if (!range) return undefined
  const { dash: middle, from, to } = range
  const begin = behindBlanks(text, range.end)
  const behind = before ? undefined : dayAt(text, begin, around)
  const isBehind = behind && !behind.isStart && !isBy.test(text.slice(begin, behind.end))
  const end = isBehind ? behind.end : range.end
  const said = before?.day ?? (isBehind ? behind.day : undefined)
  const day = said ?? nextDay(text.slice(at, range.end), from, around)
  if (!day) return undefined
  const lastDay = to > from ? day : daysFrom(day, 1, 'd')
  return { day, from, lastDay, to, middle, end, isNext: said === undefined }
}

/** On which day a time is that is written without one, if it says a time at all. */
function nextDay(
  written: string,
  time: string,
  { previous, today, clock }: Around & { clock?: string },
) {
  if (clock === undefined || ofDay.test(previous) || !isSure.test(written)) return undefined
  return time > clock ? today : daysFrom(today, 1, 'd')
}

interface FoundWhen extends FoundDay {
  /** `HH:MM` */
  readonly clock?: string
}

const blanks = /[^\S\r\n]{1,4}|/uy

function behindBlanks(text: string, at: number) {
  blanks.lastIndex = at
  blanks.exec(text)
  return blanks.lastIndex
}

function dayAt(text: string, at: number, { today, previous }: Around): FoundDay | undefined {
  const word = previous.toLowerCase()
  ofWeek.lastIndex = at
  if (before.has(word) || (further.has(word) && ofWeek.test(text))) return undefined
  for (const { pattern, day } of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) continue
    const end = pattern.lastIndex
    behind.lastIndex = end
    const groups = match.groups ?? {}
    const found = behind.test(text) ? undefined : day(groups, today)
    const isStart = (groups.from ?? groups.start) !== undefined
    if (found && isInRange(found)) return { end, day: found, isStart }
  }
  return undefined
}
