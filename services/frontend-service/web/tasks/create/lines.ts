import { SUBTASK_LEVELS_MAX } from '../../../../task-service/limits.ts'

export interface Line {
  /** Its place among the lines of the text, empty ones counted; the first is 1. */
  number: number
  /** Where the line's words begin in the text. */
  start: number
  /** The words as they were written, without the marks of a list. */
  text: string
  /** It was ticked where it comes from. */
  isDone: boolean
  /** It is part of the nearest line above it with a lower level; 0 is part of none. */
  level: number
}

const bullet = /^\s*(?:[-*+•·▪◦‣]|\d{1,3}[.)])(?:\s+|$)/
const box = /^\s*\[([ xX])\]\s*/
const lineBreak = /\r\n|[\n\r\u2028\u2029]/g

/** A text as tasks, one a line: without the marks of a list; empty lines, and those with such marks
 *  alone, are left out. Two spaces or a tab more than the line
 *  above make it a part of that one. */
export function linesOf(text: string): Line[] {
  /** Indents of the lines that the next one may be part of. */
  const open: number[] = []
  return splitLines(text).flatMap(({ start, line }, nth) => {
    const marks = bullet.exec(line)?.[0] ?? ''
    const [all = '', tick] = box.exec(line.slice(marks.length)) ?? []
    const begin = marks.length + all.length
    const words = line.slice(begin).trim()
    if (words === '') return []
    const indent = indentOf(line)
    while (open.length > 0 && indent - (open.at(-1) ?? 0) < TAB) open.pop()
    const level = Math.min(open.length, SUBTASK_LEVELS_MAX)
    open.push(indent)
    const place = start + line.indexOf(words, begin)
    const isDone = tick?.toLowerCase() === 'x'
    return [{ number: nth + 1, start: place, text: words, isDone, level }]
  })
}

/** Whether a text has no line break but around it. */
export const isOneLine = (text: string) => splitLines(text.trim()).length === 1

function splitLines(text: string) {
  const lines: { start: number; line: string }[] = []
  let start = 0
  for (const { index, 0: ending } of text.matchAll(lineBreak)) {
    lines.push({ start, line: text.slice(start, index) })
    start = index + ending.length
  }
  return [...lines, { start, line: text.slice(start) }]
}

const TAB = 2

/** Columns before the first letter. */
const indentOf = (line: string) => (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '  ').length
