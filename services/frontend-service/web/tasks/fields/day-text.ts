import type { Day } from '../../dates.ts'
import { day as en } from '../../messages/en/day.ts'
import { day as ko } from '../../messages/ko/day.ts'
import { inLanguage } from '../../messages.ts'
import { dayAt } from '../create/phrase/days.ts'

/** The words about days that are written, in the language on screen. They come with what reads them. */
export const dayWords = inLanguage({ ko, en })

const DAY = /^(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\s*\.?$/

/** The day that a text means: as spreadsheets write it, `2026-11-27`, `2026. 11. 27.`, or in words, as quick add reads
 *  them; undefined where it means none. */
export function dayIn(text: string, today: Day): Day | undefined {
  const written = text.normalize('NFKC').trim()
  const [, year, month = '', date = ''] = DAY.exec(written) ?? []
  if (year) return realDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  // In a sentence "march" is no month; where nothing but a day is written it is.
  return wholly(written, today) ?? wholly(written.replace(/(?<!\p{L})\p{L}/gu, capital), today)
}

function wholly(written: string, today: Day) {
  const found = dayAt(written, 0, { today, previous: '' })
  return found?.end === written.length ? found.day : undefined
}

const capital = (letter: string) => letter.toUpperCase()

const realDay = (day: Day) => {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined
}
