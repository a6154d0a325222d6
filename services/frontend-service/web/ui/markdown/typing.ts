/** A change to a text: what stands between two places becomes something else, and what is selected afterwards. */
export interface Edit {
  from: number
  to: number
  text: string
  select?: [start: number, end: number]
}

interface Written {
  value: string
  selectionStart: number
  selectionEnd: number
}

// Years begin dates rather than lists.
const item =
  /^(?<lead>\s*(?:>\s?)*)(?<mark>(?<number>\d{1,3})(?<stop>[.)])|[-*+])(?<gap>\s+)(?<box>\[[ xX]\]\s+)?/
const quote = /^(?<lead>\s*(?:>\s?)+)/

/** What Enter does within a list or a quotation: it goes on, and ends where its item is empty. */
export function continued({ value, selectionStart: at, selectionEnd }: Written): Edit | undefined {
  const start = value.lastIndexOf('\n', at - 1) + 1
  const line = value.slice(start, at)
  const [whole, groups] = matched(line, item) ?? matched(line, quote) ?? []
  if (whole === undefined || !groups || at !== selectionEnd) return undefined
  const isEmpty = line.length === whole.length && /^$|^\n/.test(value.slice(at))
  if (isEmpty) return { from: start, to: at, text: '' }
  const { lead = '', mark, number, stop, gap = '', box } = groups
  const next = number ? `${Number(number) + 1}${stop}` : (mark ?? '')
  return { from: at, to: at, text: `\n${lead}${next}${gap}${box ? '[ ] ' : ''}` }
}

const matched = (line: string, pattern: RegExp) => {
  const found = pattern.exec(line)
  return found && ([found[0], found.groups ?? {}] as const)
}

/** Puts what is selected into marks, or takes them off. */
export function marked({ value, selectionStart, selectionEnd }: Written, mark: string): Edit {
  const [from, to] = [selectionStart - mark.length, selectionEnd + mark.length]
  const inner = value.slice(selectionStart, selectionEnd)
  if (from >= 0 && value.slice(from, to) === `${mark}${inner}${mark}`)
    return { from, to, text: inner, select: [from, from + inner.length] }
  const start = selectionStart + mark.length
  return {
    from: selectionStart,
    to: selectionEnd,
    text: `${mark}${inner}${mark}`,
    select: [start, start + inner.length],
  }
}

const INDENT = '  '

/** Tab within the items of a list: one level deeper, or back. Elsewhere Tab leads to the next field. */
export function indented({ value, selectionStart, selectionEnd }: Written, isBack: boolean) {
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1
  const end = value.indexOf('\n', selectionEnd)
  const to = end < 0 ? value.length : end
  const lines = value.slice(from, to).split('\n')
  if (!lines.every((line) => item.test(line))) return undefined
  const text = lines
    .map((line) => (isBack ? line.replace(/^ {1,2}/, '') : INDENT + line))
    .join('\n')
  const [first = ''] = lines
  const moved = isBack ? -(/^ {0,2}/.exec(first)?.[0].length ?? 0) : INDENT.length
  const select: Edit['select'] = [
    Math.max(from, selectionStart + moved),
    Math.max(from, selectionEnd + text.length - (to - from)),
  ]
  return { from, to, text, select } satisfies Edit
}

/** A pasted address makes a link of what is selected. */
export function linkedTo({ value, selectionStart, selectionEnd }: Written, pasted: string) {
  const inner = value.slice(selectionStart, selectionEnd)
  const isLink = /^https?:\/\/[^\s()<>]+$/.test(pasted.trim())
  if (!isLink || inner.trim() === '' || /[[\]\n]|^https?:/.test(inner)) return undefined
  return {
    from: selectionStart,
    to: selectionEnd,
    text: `[${inner}](${pasted.trim()})`,
  } satisfies Edit
}
