import stringWidth from 'string-width'

/** Where answers go, and how they may look there. */
export interface Terminal {
  readonly isTty: boolean
  readonly hasColour: boolean
  /** Columns; nothing where lines are not cut. */
  readonly width: number | undefined
}

export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const { NO_COLOR, TERM } = process.env
  const isTty = Boolean(stream.isTTY)
  return {
    isTty,
    hasColour: isTty && !NO_COLOR && TERM !== 'dumb',
    width: isTty ? stream.columns || 80 : undefined,
  }
}

/** Controls, among them those that terminals obey, and signs that turn the direction of what follows. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu

/** On one line, and nothing of it is a command to the terminal. */
export const safe = (text: string) => text.replace(unsafe, '\ufffd')

/** The same for a text of several lines. */
export const safeLines = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => safe(line.replaceAll('\t', '    ')))

/** JSON whose texts are safe on a terminal and the same to programs. */
export const safeJson = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(
    // The line breaks are those of the layout: JSON writes those of texts as `\n`.
    /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 }
export type Colour = keyof typeof codes

export const paint = ({ hasColour }: Terminal, colour: Colour | undefined, text: string) =>
  hasColour && colour && text ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text

export interface Cell {
  readonly text: string
  readonly colour?: Colour
}

const GAP = 2
/** Less says nothing. */
const LAST_MIN = 12

/** Rows with aligned columns; the last one gets what the width leaves. */
export function table(rows: readonly (readonly Cell[])[], terminal: Terminal) {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[at]?.text ?? ''))),
  )
  // A column that is empty in all rows takes no room.
  const shown = widths.flatMap((width, at) => (width > 0 ? [at] : []))
  return rows.map((row) => {
    let used = 0
    const cells = shown.map((at, nth) => {
      const { text = '', colour } = row[at] ?? {}
      const isLast = nth === shown.length - 1
      const left = terminal.width && Math.max(LAST_MIN, terminal.width - used)
      const fitting = isLast && left ? cut(text, left) : text
      const width = widths[at] ?? 0
      used += width + GAP
      const padding = isLast ? '' : ' '.repeat(width - stringWidth(fitting) + GAP)
      return paint(terminal, colour, fitting) + padding
    })
    return cells.join('').trimEnd()
  })
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** As much of a text as fits into so many columns; no letter is cut in two. */
function cut(text: string, width: number) {
  if (stringWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const { segment } of letters.segment(text)) {
    const more = stringWidth(segment)
    if (used + more > width - 1) break
    kept += segment
    used += more
  }
  return `${kept.trimEnd()}…`
}
