import type { Span } from './part.ts'

/** A text without what was taken out of it, on one line, and without the signs that then hang in the air. */
export function titleOf(text: string, parts: readonly Span[], escapes: readonly Span[]) {
  const gone = [...parts, ...escapes].sort((one, other) => one.start - other.start)
  let kept = ''
  let at = 0
  for (const span of gone) {
    kept += text.slice(at, span.start)
    at = span.end
    if (parts.includes(span) && isSign(text.charAt(at)))
      kept = withoutEdges(kept.trimEnd(), false, true)
  }
  const title = (kept + text.slice(at)).replace(/\s+/gu, ' ').trim().normalize('NFC')
  const first = parts[0]
  const last = parts.at(-1)
  const isAtStart = first !== undefined && text.slice(0, first.start).trim() === ''
  const isAtEnd = last !== undefined && text.slice(last.end).trim() === ''
  return withoutEdges(title, isAtStart, isAtEnd)
}

const isSign = (letter: string) => letter !== '' && ',.;:!?)]…'.includes(letter)

function withoutEdges(title: string, isAtStart: boolean, isAtEnd: boolean) {
  let start = 0
  let end = title.length
  while (isAtStart && start < end && ' ,;:'.includes(title.charAt(start))) start++
  while (isAtEnd && end > start && ' ,;:'.includes(title.charAt(end - 1))) end--
  return title.slice(start, end)
}
