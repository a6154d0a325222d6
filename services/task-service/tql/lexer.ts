import { TqlError } from './tql-error.ts'
import type { Operator, Span } from './tree.ts'

/** `text` is what the token means: without quotation marks and backslashes. */
export type Token = Span &
  (
    | { readonly kind: '(' | ')' | '|' | '-' | ',' | 'end'; readonly text: string }
    | { readonly kind: 'field'; readonly text: string }
    | { readonly kind: 'operator'; readonly text: Operator }
    | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
  )

const isBlank = (letter: string) => /\s/.test(letter)
const isEdge = (letter: string) => isBlank(letter) || '()|"'.includes(letter)

/** The tokens of a text; each letter is read a fixed number of times. */
export function lex(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  /** Whether a value of a field comes next. */
  let inValues = false
  const add = (token: Token) => {
    tokens.push(token)
    at = token.end
  }
  while (at < text.length) {
    const letter = text.charAt(at)
    const span = { start: at, end: at + 1 }
    if (isBlank(letter)) {
      at++
      inValues = false
    } else if (letter === '"') add(quoted(text, at))
    else if (letter === '(' || letter === ')' || letter === '|') {
      inValues = false
      add({ kind: letter, text: letter, ...span })
    } else if (inValues && letter === ',') add({ kind: ',', text: letter, ...span })
    else if (inValues) add(bare(text, at, true))
    else if (letter === '-') add({ kind: '-', text: letter, ...span })
    else {
      const field = fieldAt(text, at)
      if (!field) add(bare(text, at, false))
      else {
        field.forEach(add)
        inValues = true
      }
    }
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

/** A name and how it is compared, such as `due<=`. */
function fieldAt(text: string, start: number): Token[] | undefined {
  let at = start
  while (at < text.length && !isEdge(text.charAt(at)) && !':<>'.includes(text.charAt(at))) at++
  const operator = operatorAt(text, at)
  if (at === start || !operator) return undefined
  return [
    { kind: 'field', text: text.slice(start, at), start, end: at },
    { kind: 'operator', text: operator, start: at, end: at + operator.length },
  ]
}

function operatorAt(text: string, at: number): Operator | undefined {
  const isEqual = text.charAt(at + 1) === '='
  if (text.charAt(at) === ':') return ':'
  if (text.charAt(at) === '<') return isEqual ? '<=' : '<'
  if (text.charAt(at) === '>') return isEqual ? '>=' : '>'
  return undefined
}

function bare(text: string, start: number, isValue: boolean): Token {
  let at = start
  while (at < text.length && !isEdge(text.charAt(at)) && !(isValue && text.charAt(at) === ',')) at++
  return {
    kind: 'word',
    text: text.slice(start, at).normalize('NFC'),
    isQuoted: false,
    start,
    end: at,
  }
}

function quoted(text: string, start: number): Token {
  let word = ''
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === '"')
      return { kind: 'word', text: word.normalize('NFC'), isQuoted: true, start, end: at + 1 }
    word += letter === '\\' && at + 1 < text.length ? text.charAt(++at) : letter
  }
  const end = text.length
  throw new TqlError({
    code: 'quote',
    start,
    end,
    word: text.slice(start),
    suggestion: `${text.slice(start)}"`,
  })
}
