import { dateOf, dayOf } from '../../../../../task-service/tql/days.ts'

export type Groups = Readonly<Record<string, string | undefined>>

/** One way of writing a day. Patterns are sticky, and bounded: a text is read in a time that grows with its length. */
export interface DayRule {
  readonly pattern: RegExp
  /** `YYYY-MM-DD`; nothing where the words mean no day after all. */
  readonly day: (groups: Groups, today: string) => string | undefined
}

/** Where a word ends: before a blank, or signs that end a sentence. */
export const END = String.raw`(?=[,.;:!?)\]…]{0,4}(?:\s|$))`

/** So many days, weeks or months from today. */
export const daysFrom = (today: string, count: number, unit: 'd' | 'w' | 'm') =>
  dateOf({ kind: 'offset', count, unit }, today)
export const lastOfMonth = (today: string) => dateOf({ kind: 'word', word: 'eom' }, today)

/** `+3d`, `+2주`: from today on, as filters write it. */
export const laterDay: DayRule = {
  pattern: new RegExp(
    String.raw`(?<offset>\+\d{1,4}(?:d|w|m|일|주|달|개월))(?:까지|에|(?<from>부터))?${END}`,
    'iyu',
  ),
  day: ({ offset = '' }, today) => {
    const day = dayOf(offset)
    return day && day !== 'none' ? dateOf(day, today) : undefined
  },
}
