/** Tasks that one paste can make. */
export const LINES_MAX = 100

export interface Line {
  title: string
  /** It was ticked where it comes from. */
  isDone: boolean
}

const bullet = /^(?:[-*+•·▪◦‣]|\d{1,3}[.)])\s+/
const box = /^\[([ xX])\]\s*/

/** A text as tasks, one a line: without the marks of a list, empty lines left out. */
export function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => {
      const plain = line.replace(/\s+/g, ' ').trim().replace(bullet, '')
      const tick = box.exec(plain)?.[1]
      return { title: plain.replace(box, '').normalize('NFC'), isDone: tick?.toLowerCase() === 'x' }
    })
    .filter(({ title }) => title !== '')
}
