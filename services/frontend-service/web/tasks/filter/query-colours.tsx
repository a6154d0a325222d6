import { lex } from '../../../../task-service/tql/lexer.ts'
import type { TqlFault } from '../../../../task-service/tql/tql-error.ts'

/** The text of a query in colours, what is wrong underlined. */
export function QueryColours({ text, fault }: { text: string; fault?: TqlFault }) {
  const parts = partsOf(text)
  return parts.map(({ start, end, look }) => {
    const isWrong = fault && start < fault.end && end > fault.start
    return (
      <span key={start} className={isWrong ? 'underline text-danger-ink' : look}>
        {text.slice(start, end)}
      </span>
    )
  })
}

interface Part {
  start: number
  end: number
  look?: string
}

function partsOf(text: string): Part[] {
  let at = 0
  const parts: Part[] = []
  for (const { kind, start, end } of tokensOf(text)) {
    if (start > at) parts.push({ start: at, end: start })
    if (end > start) parts.push({ start, end, look: looks[kind] })
    at = end
  }
  return at < text.length ? [...parts, { start: at, end: text.length }] : parts
}

const looks: Partial<Record<string, string>> = {
  field: 'text-ink',
  operator: 'text-ink-3',
  word: 'text-accent-ink font-strong',
  '-': 'text-danger-ink',
}

/** Nothing while a quotation mark is open. */
function tokensOf(text: string) {
  try {
    return lex(text)
  } catch {
    return []
  }
}
