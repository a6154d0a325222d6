import { daysFrom } from './day-rule.ts'
import { nextTimeAt, rangeAt, whenAt } from './days.ts'
import { markAt } from './marks.ts'
import type { Known } from './names.ts'
import type { Meant, Part, Span } from './part.ts'
import { titleOf } from './title.ts'

export interface Phrase {
  /** The text without its parts, on one line. */
  readonly title: string
  /** In the order of the text. */
  readonly parts: readonly Meant[]
  readonly unknown: readonly Extract<Part, { kind: 'unknown' }>[]
}

/** Labels and people that a task can have. */
const MOST = 20

/** What a line of text says about a task: both grammars at once, whatever language is on screen. `plain` are words that
 *  are to stay text. A text is read once from its beginning to its end. */
export function readPhrase(text: string, known: Known, plain: readonly string[] = []): Phrase {
  const { found, escapes } = scan(text, known, plain)
  const parts = settled(found.filter((part) => part.kind !== 'unknown'))
  const unknown = found.filter((part) => part.kind === 'unknown')
  return { title: titleOf(text, parts, escapes), parts, unknown }
}

const quotes = new Map([
  ['"', '"'],
  ['“', '”'],
  ['`', '`'],
])
const blank = /\s/u
const word = /\S+/uy

function scan(text: string, known: Known, plain: readonly string[]) {
  const found: Part[] = []
  /** Signs that only kept a word from being read. */
  const escapes: Span[] = []
  let at = 0
  let previous = ''
  const partAt = (start: number, within = text) =>
    markAt(within, start, known) ??
    dayPart(within, start, whenAt(within, start, { ...known, previous }))
  const timePart = (start: number): Part | undefined => {
    const found = nextTimeAt(text, start, { ...known, previous })
    const part = found ? dayPart(text, start, found) : undefined
    return part && { ...part, isNext: true }
  }
  /** A start and a due time with a dash between them; where one is to stay text, both do. */
  const rangeParts = (at: number): Day[] => {
    const range = rangeAt(text, at, { ...known, previous })
    if (!range) return []
    const { day, from, lastDay, to, middle, end, isNext } = range
    const parts: Day[] = [
      { kind: 'start', ...{ day, clock: from, isNext, start: at, end: middle } },
      { kind: 'due', ...{ day: lastDay, clock: to, isNext, start: middle, end } },
    ]
    return parts.some((part) => plain.includes(text.slice(part.start, part.end))) ? [] : parts
  }
  const skipWord = () => {
    word.lastIndex = at
    previous = word.exec(text)?.[0] ?? ''
    at += previous.length || 1
  }
  while (at < text.length) {
    const letter = text.charAt(at)
    const closing = quotes.get(letter)
    const close = closing ? text.indexOf(closing, at + 1) : -1
    if (blank.test(letter)) at++
    else if (letter === '\\') {
      const part = rangeParts(at + 1).at(-1) ?? partAt(at + 1) ?? timePart(at + 1)
      if (part) escapes.push({ start: at, end: at + 1 })
      if (part) at = part.end
      else skipWord()
    } else if (close > 0) {
      const inside = text.slice(at + 1, close)
      if (letter !== '`' && partAt(0, inside)?.end === inside.length)
        escapes.push({ start: at, end: at + 1 }, { start: close, end: close + 1 })
      previous = ''
      at = close + 1
      if (at < text.length && !blank.test(text.charAt(at))) skipWord()
    } else {
      const range = rangeParts(at)
      const part = range.at(-1) ?? partAt(at) ?? timePart(at)
      if (!part) {
        skipWord()
        continue
      }
      previous = ''
      at = part.end
      const parts = range.length > 0 ? range : [part]
      found.push(...parts.filter(({ start, end }) => !plain.includes(text.slice(start, end))))
      if (at < text.length && !blank.test(text.charAt(at))) skipWord()
    }
  }
  return { found, escapes }
}

type Day = Extract<Part, { kind: 'start' | 'due' }>

function dayPart(text: string, start: number, found: ReturnType<typeof whenAt>): Day | undefined {
  if (!found) return undefined
  const { day, clock, end, isStart } = found
  const when = { day, ...(clock && { clock }), start, end }
  if (isStart) return { kind: 'start', ...when }
  const isEnd = /까지$|^(?:to|until|till|by|due)\s/iu.test(text.slice(start, end))
  return { kind: 'due', ...when, ...(isEnd && { isEnd }) }
}

const isDay = (part: Meant | undefined): part is Day =>
  part?.kind === 'start' || part?.kind === 'due'

/** Between the two sides of `2시부터 4시까지`. */
const BLANKS_MAX = 4

/** Days that one side of `2시부터 내일 4시까지` or `tomorrow from 2pm to 4pm` has from the other: a time by which something is done
 *  is the next one after that at which it begins. */
function ranged(parts: readonly Meant[]): Meant[] {
  const all = [...parts]
  for (const [at, due] of all.entries()) {
    const start = all[at - 1]
    if (due.kind !== 'due' || !due.isEnd || !due.clock || start?.kind !== 'start' || !start.clock)
      continue
    if (due.start - start.end > BLANKS_MAX) continue
    const { isNext, ...dated } = due
    const day = due.clock > start.clock ? start.day : daysFrom(start.day, 1, 'd')
    if (isNext) all[at] = { ...dated, day, ...(start.isNext && { isNext }) }
    else all[at - 1] = { ...start, isNext: false }
  }
  return all
}

/** Of two that say the same thing otherwise the last one counts; the earlier stays in the title, and so does a start after
 *  the due day. */
function settled(found: readonly Meant[]) {
  const all = ranged(found)
  // Beside a day that is said, a time that is not next to it says nothing.
  const isDated = all.some((part) => isDay(part) && !part.isNext)
  const parts = all.filter((part) => !(isDated && isDay(part) && part.isNext))
  const counts = new Map<string, number>()
  const start = parts.findLast((part) => part.kind === 'start')
  const due = parts.findLast((part) => part.kind === 'due')
  const isLate = start !== undefined && due !== undefined && isAfter(start, due)
  return parts
    .filter(({ kind }) => kind !== 'start' || !isLate)
    .toReversed()
    .filter((part) => {
      const count = counts.get(part.kind) ?? 0
      const isMany = part.kind === 'label' || part.kind === 'assignee'
      counts.set(part.kind, count + 1)
      return count < (isMany ? MOST : 1)
    })
    .toReversed()
}

/** By the clock of one zone, that of whoever writes. */
const isAfter = (start: Day, due: Day) =>
  start.clock && due.clock
    ? `${start.day}T${start.clock}` > `${due.day}T${due.clock}`
    : start.day > due.day
