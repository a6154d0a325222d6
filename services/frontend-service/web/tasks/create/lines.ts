/** Tasks that one paste can make. */
export const LINES_MAX = 100
/** Levels of subtasks that a task can have. */
const LEVELS_MAX = 5

export interface Line {
  title: string
  /** It was ticked where it comes from. */
  isDone: boolean
  /** It is part of the nearest line above it with a lower level; 0 is part of none. */
  level: number
}

const bullet = /^(?:[-*+•·▪◦‣]|\d{1,3}[.)])\s+/
const box = /^\[([ xX])\]\s*/

/** A text as tasks, one a line: without the marks of a list, empty lines left out. Two spaces or a tab more than the line
 *  above make it a part of that one. */
export function linesOf(text: string): Line[] {
  /** Indents of the lines that the next one may be part of. */
  const open: number[] = []
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((line) => {
    const plain = line.replace(/\s+/g, ' ').trim().replace(bullet, '')
    const tick = box.exec(plain)?.[1]
    const title = plain.replace(box, '').normalize('NFC')
    if (title === '') return []
    const indent = indentOf(line)
    while (open.length > 0 && indent - (open.at(-1) ?? 0) < TAB) open.pop()
    const level = Math.min(open.length, LEVELS_MAX)
    open.push(indent)
    return [{ title, isDone: tick?.toLowerCase() === 'x', level }]
  })
}

const TAB = 2

/** Columns before the first letter. */
const indentOf = (line: string) => (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '  ').length
