import { END, type Groups } from './day-rule.ts'
import { AT, clockOf, HALF } from './times.ts'

/** Between two times; nobody writes a time with one of these within. */
const DASH = String.raw`\s?(?<dash>[-–—~〜])\s?`
const ENGLISH_HALF = String.raw`(?:\s?(?<half>[ap]\.?m\.?))?`
const english = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d\d))?${ENGLISH_HALF}`
const korean = String.raw`(?:${HALF}\s?)?(?<hour>\d{1,2})(?:(?<unit>시)(?:\s?(?:(?<minute>\d{1,2})분|(?<thirty>반)))?|:(?<minutes>\d\d))?`

/** The same names for both sides, the second ones with a mark. */
const second = (side: string) => side.replace(/\?<(\w+)>/g, '?<to_$1>')

const pattern = (before: string, side: string, between: string, after: string) =>
  new RegExp(before + side + between + second(side) + after + END, 'diyu')
const patterns = [
  pattern(String.raw`(?:(?:from|starting)\s{1,4}(?:at\s{1,4})?|${AT})?`, english, DASH, ''),
  pattern('', korean, DASH, '(?:까지|에)?'),
  pattern('', korean, String.raw`부터\s{1,4}(?<dash>)`, '까지'),
]

interface Side {
  readonly hour: string
  readonly minute: string
  readonly half: string | undefined
  /** It has more than a number. */
  readonly isTime: boolean
}

interface TimeRange {
  /** Where the sign between both stands, or the second begins. */
  readonly dash: number
  readonly end: number
  /** `HH:MM` */
  readonly from: string
  readonly to: string
}

/** Two times with a dash between them, such as `3-5pm`, `2시~4시`, `15:00–17:00`, and `23시부터 1시까지`, at a place of a text. Numbers without anything that makes
 *  them times are scores, versions or amounts. */
export function timeRangeAt(text: string, at: number): TimeRange | undefined {
  for (const each of patterns) {
    each.lastIndex = at
    const match = each.exec(text)
    if (!match) continue
    const groups = match.groups ?? {}
    const end = each.lastIndex
    const [from, to] = [sideOf(groups, ''), sideOf(groups, 'to_')]
    const isSaid = to.half !== undefined || groups.to_unit !== undefined
    const clocks = isSaid || (from.isTime && to.isTime) ? clocksOf(from, to) : undefined
    if (clocks && clocks.from !== clocks.to)
      return { ...clocks, end, dash: match.indices?.groups?.dash?.[0] ?? at }
  }
  return undefined
}

function sideOf(groups: Groups, mark: string): Side {
  const {
    hour = '',
    minute,
    half,
    unit,
    thirty,
    minutes,
  } = Object.fromEntries(
    ['hour', 'minute', 'half', 'unit', 'thirty', 'minutes'].map((name) => [
      name,
      groups[`${mark}${name}`],
    ]),
  )
  const said = thirty ? '30' : (minute ?? minutes)
  return {
    ...{ hour, half, minute: said ?? '0' },
    isTime: [half, unit, said].some((each) => each !== undefined),
  }
}

/** Whoever says the half of the day once means it of both, as far as one comes after the other. */
function clocksOf(from: Side, to: Side) {
  if (to.half !== undefined && from.half === undefined) {
    const end = clockOf(to)
    const begins = either(from)
    const begin = end && (begins.findLast((each) => each < end) ?? begins.at(-1))
    return begin && end ? { from: begin, to: end } : undefined
  }
  const begin = clockOf(from)
  const ends = to.half === undefined ? either(to) : [clockOf(to) ?? '']
  const end = begin && (ends.find((each) => each > begin) ?? ends[0])
  return begin && end ? { from: begin, to: end } : undefined
}

/** The times of a day that a number without a half of the day may be, the earlier one first; `03` and `15` are of 24 hours. */
function either({ hour, minute }: Side) {
  const isOf24 = Number(hour) > 12 || Number(hour) === 0 || hour.startsWith('0')
  const half = (letter: string) => clockOf({ hour, minute, half: letter })
  const clocks = isOf24 ? [clockOf({ hour, minute })] : [half('am'), half('pm')]
  return clocks.filter((clock) => clock !== undefined)
}
