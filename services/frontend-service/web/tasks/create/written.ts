import { NEW_TASKS_MAX } from '../../../../task-service/limits.ts'
import { isOneLine, linesOf } from './lines.ts'
import type { Known } from './phrase/names.ts'
import { type Phrase, readPhrase } from './phrase/read-phrase.ts'

/** One of the tasks that a text becomes; places are those in the text. */
export interface Written extends Phrase {
  /** Of its line in the text. */
  readonly number: number
  readonly isDone: boolean
  readonly level: number
}

/** Longer than all that quick add makes: a text that was pasted by mistake is not read for words. */
const READ_MAX = 30_000

/** Key of the project that a text names first. */
export function projectIn(text: string, plain: readonly string[], known: Known) {
  if (!text.includes('+') || text.length > READ_MAX) return undefined
  const parts = readTasks(text, plain, known).flatMap((each) => each.parts)
  return parts.find((part) => part.kind === 'project')?.key
}

/** What each line of a text says about its task. */
export function readTasks(text: string, plain: readonly string[], known: Known): Written[] {
  const lines = linesOf(text)
  const isLong = text.length > READ_MAX
  if (lines.length === 1 && isOneLine(text) && !isLong)
    return [{ ...readPhrase(text, known, plain), number: 1, isDone: false, level: 0 }]
  return lines.map((line, index) => {
    const { number, isDone, level } = line
    // More are refused as a whole: they are only counted.
    if (index > NEW_TASKS_MAX || isLong)
      return { title: line.text, parts: [], unknown: [], number, isDone, level }
    const { title, parts, unknown } = readPhrase(line.text, known, plain)
    const placed = <T extends { start: number; end: number }>(part: T) => ({
      ...part,
      start: part.start + line.start,
      end: part.end + line.start,
    })
    return {
      ...{ title, number, isDone, level },
      ...{ parts: parts.map(placed), unknown: unknown.map(placed) },
    }
  })
}
