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

/** Controls, among them those that terminals obey, and whatever is not seen: signs that turn the direction, blanks without
 *  width, tags. Joiners and variation selectors belong to emoji and scripts one at a time; more of them spell something. */
const unseen = new RegExp(
  [
    // The flags of England, Scotland and Wales are the only tags that mean what they show.
    '(\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f})',
    '(?![\\t\\n\\r\\u200c\\u200d\\p{Variation_Selector}])[\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029]',
    '(?<=[\\u200c\\u200d])[\\u200c\\u200d\\p{Variation_Selector}]',
    '(?<=\\p{Variation_Selector})\\p{Variation_Selector}',
  ].join('|'),
  'gu',
)

const replaced = (text: string, by: (hidden: string) => string) =>
  text.replace(unseen, (found, flag?: string) => flag ?? by(found))

/** Whatever is not seen is shown as `�`; line breaks and tabs stay. */
export const visible = (text: string) => replaced(text, () => '\ufffd')

/** On one line, and nothing of it is a command to the terminal. */
export const safe = (text: string) => visible(text).replace(/[\t\n\r]/g, '\ufffd')

/** The same for a text of several lines. */
export const safeLines = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => safe(line.replaceAll('\t', '    ')))

/** JSON whose texts are safe on a terminal and the same to programs. */
export const safeJson = (value: unknown) =>
  // The line breaks are those of the layout: JSON writes those of texts as `\n`.
  replaced(JSON.stringify(value, null, 2), (hidden) =>
    Array.from(
      { length: hidden.length },
      (_, at) => `\\u${hidden.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
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
