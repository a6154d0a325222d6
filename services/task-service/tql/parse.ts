import { lex, type Token } from './lexer.ts'
import { TqlError } from './tql-error.ts'
import type { Node, Query, Sort, Span, Term } from './tree.ts'
import { amountOf, choiceOf, dayValue, keyOf, nameOf, plainValue, type Word } from './values.ts'
import {
  type AmountField,
  amountFields,
  type ChoiceField,
  choices,
  type DayField,
  dayFields,
  type Field,
  fields,
  type KeyField,
  keyFields,
  nearestIn,
  sortKeys,
  stateMeant,
  wordIn,
} from './words.ts'

/** Letters, conditions and values, levels of a query. */
const LENGTH_MAX = 2000
const TERMS_MAX = 50
const DEPTH_MAX = 10
const SORTS_MAX = 3

/** The tree of a text. Throws a `TqlError` that says where it is wrong, and nothing else. */
export function parse(text: string): Query {
  if (text.length > LENGTH_MAX)
    throw new TqlError({
      code: 'too_long',
      start: LENGTH_MAX,
      end: text.length,
      word: '',
      limit: LENGTH_MAX,
    })
  const broken = brokenAt(text)
  if (broken >= 0)
    throw new TqlError({ code: 'character', start: broken, end: broken + 1, word: '' })
  const reader = createReader(lex(text))
  const where = reader.peek().kind === 'end' ? null : readOr(reader, 0)
  const left = reader.peek()
  if (left.kind !== 'end') throw new TqlError({ ...left, code: 'parenthesis', word: left.text })
  return { where, sort: reader.sorts }
}

/** Where a character stands that a database cannot keep: NUL, or half of a pair. */
function brokenAt(text: string) {
  const nul = text.indexOf('\u0000')
  return nul >= 0 || text.isWellFormed() ? nul : text.search(/\p{Surrogate}/u)
}

interface Reader {
  readonly peek: () => Token
  readonly next: () => Token
  /** Counts one more condition or value. */
  readonly count: (at: Span) => void
  readonly sorts: Sort[]
}

function createReader(tokens: Token[]): Reader {
  let at = 0
  let count = 0
  const last = tokens.at(-1)
  if (!last) throw new TypeError('a text ends with a token')
  const peek = () => tokens[at] ?? last
  return {
    peek,
    next: () => {
      const token = peek()
      at++
      return token
    },
    count: ({ start, end }) => {
      if (++count > TERMS_MAX)
        throw new TqlError({ code: 'too_many', start, end, word: '', limit: TERMS_MAX })
    },
    sorts: [],
  }
}

const isEnd = ({ kind }: Token) => kind === 'end' || kind === ')'

function readOr(reader: Reader, depth: number): Node | null {
  const parts: (Node | null)[] = [readAnd(reader, depth)]
  while (reader.peek().kind === '|') {
    const bar = reader.next()
    if (reader.peek().kind === '|' || isEnd(reader.peek())) throw missing(bar)
    parts.push(readAnd(reader, depth))
  }
  return joined('or', parts)
}

function readAnd(reader: Reader, depth: number): Node | null {
  const parts: (Node | null)[] = []
  if (reader.peek().kind === '|') throw missing(reader.peek())
  while (!isEnd(reader.peek()) && reader.peek().kind !== '|') parts.push(readOne(reader, depth))
  return joined('and', parts)
}

function joined(kind: 'and' | 'or', parts: readonly (Node | null)[]): Node | null {
  const of = parts
    .filter((part) => part !== null)
    .flatMap((part) => (part.kind === kind ? part.of : [part]))
  const [first] = of
  const last = of.at(-1)
  if (!first || !last) return null
  return of.length === 1 ? first : { kind, of, start: first.start, end: last.end }
}

function readOne(reader: Reader, depth: number): Node | null {
  const token = reader.next()
  const { start } = token
  if (depth > DEPTH_MAX)
    throw new TqlError({ ...token, code: 'too_deep', word: token.text, limit: DEPTH_MAX })
  if (token.kind === '-') return readNot(reader, token, depth)
  if (token.kind === '(') {
    if (reader.peek().kind === ')') throw missing(token)
    const inner = readOr(reader, depth + 1)
    const close = reader.next()
    if (close.kind !== ')') throw new TqlError({ ...token, code: 'parenthesis', word: '(' })
    return inner && { ...inner, start, end: close.end }
  }
  if (token.kind === 'word') {
    reader.count(token)
    if (token.text.trim() === '') throw missing(token)
    return { kind: 'text', values: [plainValue(token)], start, end: token.end }
  }
  if (token.kind === 'field') return readField(reader, token, depth)
  throw new TqlError({ ...token, code: 'place', word: token.text })
}

function readNot(reader: Reader, minus: Token, depth: number): Node {
  const after = reader.peek()
  if (isEnd(after) || after.kind === '|' || after.start !== minus.end) throw missing(minus)
  const of = readOne(reader, depth + 1)
  if (!of) throw new TqlError({ ...after, code: 'place', word: after.text })
  return { kind: 'not', of, start: minus.start, end: of.end }
}

function readField(reader: Reader, name: Token, depth: number): Node | null {
  const field = wordIn(fields, name.text)
  const operator = reader.next()
  if (operator.kind !== 'operator') throw missing(name)
  if (!field)
    throw new TqlError({
      ...name,
      code: 'field',
      word: name.text,
      suggestion: nearestIn(fields, name.text),
    })
  const values = readValues(reader, operator)
  const end = values.at(-1)?.end ?? operator.end
  if (field === 'sort') {
    if (depth > 0) throw new TqlError({ ...name, end, code: 'place', word: name.text })
    refuseCompared(operator)
    for (const value of values) reader.sorts.push(sortOf(value, reader.sorts))
    return null
  }
  const word = values.length === 1 && operator.text === ':' ? (values[0]?.text ?? '') : ''
  const suggestion = isDayField(field) ? stateMeant(word) : undefined
  if (suggestion) throw new TqlError({ code: 'date', start: name.start, end, word, suggestion })
  return { ...termOf(field, operator, values), start: name.start, end }
}

function readValues(reader: Reader, operator: Token): Word[] {
  const values: Word[] = []
  let before = operator
  do {
    if (before.kind === ',') reader.next()
    const value = reader.peek()
    if (value.kind !== 'word' || value.start !== before.end || value.text.trim() === '')
      throw missing(before)
    reader.count(value)
    reader.next()
    values.push(value)
    before = reader.peek()
  } while (before.kind === ',')
  return values
}

const missing = (after: Token) => new TqlError({ ...after, code: 'missing', word: after.text })

type Operation = Extract<Token, { kind: 'operator' }>

function refuseCompared(operator: Operation) {
  if (operator.text !== ':')
    throw new TqlError({ ...operator, code: 'operator', word: operator.text, suggestion: ':' })
}

/** With `<` and its like there is one value to compare with. */
function refuseSeveral({ text }: Operation, [, second]: readonly Word[]) {
  if (text !== ':' && second) throw new TqlError({ ...second, code: 'place', word: second.text })
}

type Unplaced<T> = T extends Term ? Omit<T, 'start' | 'end'> : never

function termOf(field: Exclude<Field, 'sort'>, operator: Operation, words: Word[]): Unplaced<Term> {
  if (isDayField(field)) {
    refuseSeveral(operator, words)
    const values = words.map((word) => dayValue(word, operator.text))
    return { kind: 'day', field, operator: operator.text, values }
  }
  if (isAmountField(field)) {
    refuseSeveral(operator, words)
    const values = words.map((word) => amountOf(word, operator.text))
    return { kind: 'amount', field, operator: operator.text, values }
  }
  if (isChoice(field)) {
    if (field !== 'p') refuseCompared(operator)
    refuseSeveral(operator, words)
    const values = words.map((word) => ({ ...plainValue(word), value: choiceOf(field, word) }))
    return { kind: 'choice', field, operator: operator.text, values }
  }
  refuseCompared(operator)
  if (field === 'text') return { kind: 'text', values: words.map(plainValue) }
  if (isKeyField(field))
    return { kind: 'key', field, values: words.map((word) => keyOf(field, word)) }
  return { kind: 'name', field, values: words.map((word) => nameOf(field, word)) }
}

const isDayField = (field: string): field is DayField => dayFields.some((each) => each === field)
const isAmountField = (field: string): field is AmountField =>
  amountFields.some((each) => each === field)
const isKeyField = (field: string): field is KeyField => keyFields.some((each) => each === field)
const isChoice = (field: string): field is ChoiceField => Object.hasOwn(choices, field)

function sortOf(word: Word, known: readonly Sort[]): Sort {
  const isDown = word.text.startsWith('-')
  const named = isDown ? word.text.slice(1) : word.text
  const key = wordIn(sortKeys, named)
  const suggestion = nearestIn(sortKeys, named)
  if (!key)
    throw new TqlError({
      ...word,
      code: 'value',
      word: word.text,
      suggestion: suggestion && `${isDown ? '-' : ''}${suggestion}`,
    })
  if (known.length >= SORTS_MAX)
    throw new TqlError({ ...word, code: 'too_many', word: word.text, limit: SORTS_MAX })
  if (known.some((each) => each.key === key))
    throw new TqlError({ ...word, code: 'place', word: word.text })
  return { key, isDown, start: word.start, end: word.end }
}
