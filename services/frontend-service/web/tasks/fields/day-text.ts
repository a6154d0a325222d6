import type { Day } from '../../dates.ts'
import { day as en } from '../../messages/en/plan.ts'
import { day as ko } from '../../messages/ko/plan.ts'
import { inLanguage } from '../../messages.ts'
import { whenAt } from '../create/phrase/days.ts'
import { timeAt } from '../create/phrase/times.ts'

/** The words about days that are written, in the language on screen. They come with what reads them. */
export const dayWords = inLanguage({ ko, en })

const DAY = /^(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\s*\.?(?:\s+(?<time>.+))?$/
const TIME = /^(\d|[01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/

/** A day, a time of it, or both. */
export interface Written {
  readonly day?: Day
  /** `HH:MM` */
  readonly clock?: string
}

/** The day and the time that a text means: as spreadsheets write them, `2026-11-27 15:00`, `2026. 11. 27.`, or in words, as
 *  quick add reads them; undefined where it means neither. */
export function whenIn(text: string, today: Day, timeZone?: string): Written | undefined {
  const written = text.normalize('NFKC').trim().replace(/^\+\s/, '+')
  const [, year, month = '', date = '', time] = DAY.exec(written) ?? []
  if (year) {
    const day = realDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
    const clock = time === undefined ? undefined : (figuresIn(time) ?? clockIn(time))
    return day && (time === undefined || clock) ? { day, clock } : undefined
  }
  // In a sentence "march" is no month; where nothing but a day is written it is.
  const around = { today, timeZone }
  return wholly(written, around) ?? wholly(written.replace(/(?<!\p{L})\p{L}/gu, capital), around)
}

/** Behind a day in figures `3:00` is of 24 hours, as spreadsheets write it, and may have seconds. */
function figuresIn(time: string) {
  const [, hour = '', minute] = TIME.exec(time) ?? []
  return minute && `${hour.padStart(2, '0')}:${minute}`
}

/** The time that a text means, `HH:MM`. */
export function clockIn(text: string): string | undefined {
  const written = text.normalize('NFKC').trim()
  const found = timeAt(written, 0)
  return found?.end === written.length ? found.clock : undefined
}

interface Around {
  readonly today: Day
  readonly timeZone: string | undefined
}

function wholly(written: string, { today, timeZone }: Around): Written | undefined {
  const found = whenAt(written, 0, { today, previous: '', ...(timeZone && { timeZone }) })
  if (found?.end === written.length) return { day: found.day, clock: found.clock }
  const clock = clockIn(written)
  return clock ? { clock } : undefined
}

const capital = (letter: string) => letter.toUpperCase()

const realDay = (day: Day) => {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined
}
