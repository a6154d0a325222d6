/** Rows of cells as spreadsheets write them on the clipboard: tabs between cells, lines between rows; a cell that has
 *  either of them, or begins with a quotation mark, is quoted. */
export const textOfRows = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map(quoted).join('\t')).join('\n')

const quoted = (cell: string) =>
  /[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** The same for what takes formatted text. */
export function htmlOfRows(rows: readonly (readonly string[])[]) {
  const lines = rows.map(
    (cells) => `<tr>${cells.map((each) => `<td>${escaped(each)}</td>`).join('')}</tr>`,
  )
  return `<table><tbody>${lines.join('')}</tbody></table>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (each) => entities[each] ?? each)

/** The rows that a text from the clipboard has. The end of the last line begins no other. */
export function rowsOfText(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/gy
  const rows: string[][] = [[]]
  for (const [, inQuotes, plain = '', end] of lines.matchAll(cell)) {
    rows.at(-1)?.push(inQuotes?.replaceAll('""', '"') ?? plain)
    if (end === '\n') rows.push([])
    if (!end) break
  }
  return rows
}

/** A text that a spreadsheet would take for a formula is marked as text, as in exported files. */
export const asText = (text: string) => (/^[=+\-@]/.test(text) ? `'${text}` : text)
/** Without that mark. */
export const fromText = (text: string) => (/^'[=+\-@]/.test(text) ? text.slice(1) : text)
