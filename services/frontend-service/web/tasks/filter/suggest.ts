import { valueText } from '../../../../task-service/tql/print.ts'
import {
  amountFields,
  amountWords,
  choices,
  dayFields,
  dayWords,
  fields,
  keyFields,
  keyWords,
  nameFields,
  sortKeys,
  standIns,
  wordIn,
} from '../../../../task-service/tql/words.ts'

interface Thing {
  readonly id: string
  readonly name: string
}

/** What a project offers to be named. */
export interface Names {
  readonly statuses: readonly Thing[]
  readonly labels: readonly (Thing & { readonly color: string })[]
  readonly people: readonly Thing[]
}

export interface Suggestion {
  readonly kind: 'field' | 'word' | 'status' | 'label' | 'person'
  readonly text: string
  /** The same in the other language. */
  readonly twin?: string
  /** What comes into the text. */
  readonly insert: string
  /** Of a word of the language: as it is kept, and of which table. */
  readonly kept?: string
  readonly of?: string
  /** Of a status, label or person. */
  readonly id?: string
}

/** What may come at a place of a text, and which part of the text it takes the place of. */
export interface Suggestions {
  readonly start: number
  readonly end: number
  readonly items: readonly Suggestion[]
  /** There are others that are not among them. */
  readonly hasMore: boolean
}

const MOST = 8
const DAYS = ['+7d', '-7d', '-2w']

export function suggestionsAt(
  text: string,
  caret: number,
  names: Names,
  language: 'ko' | 'en',
): Suggestions {
  const start = beginOf(text.slice(0, caret))
  const word = text.slice(start, caret)
  const [all, name = '', operator = ''] = /^([^\s:<>"]+)(:|<=|>=|<|>)/.exec(word) ?? []
  const field = all === undefined ? undefined : wordIn(fields, name)
  if (all !== undefined && !field) return { start, end: caret, items: [], hasMore: false }
  if (!field) return { start, end: caret, ...best(fieldsIn(language), word) }
  const values = word.slice(name.length + operator.length)
  const part = values.slice(values.lastIndexOf(',') + 1)
  const found = best(valuesOf(field, names, language), part.replace(/^"|^-/, ''))
  return { start: caret - part.length, end: caret, ...found }
}

/** Where the word before a place begins, without a minus. */
function beginOf(before: string) {
  let begin = 0
  let isQuoted = false
  for (let at = 0; at < before.length; at++) {
    const letter = before.charAt(at)
    if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted && /[\s()|]/.test(letter)) begin = at + 1
  }
  return before.charAt(begin) === '-' ? begin + 1 : begin
}

function best(items: readonly Suggestion[], typed: string) {
  const wanted = fold(typed)
  const isBegun = ({ text, twin = '' }: Suggestion) =>
    fold(text).startsWith(wanted) || fold(twin).startsWith(wanted)
  const isIn = ({ text }: Suggestion) => fold(text).includes(wanted)
  const begun = items.filter(isBegun)
  const found = [...begun, ...items.filter((item) => isIn(item) && !begun.includes(item))]
  return { items: found.slice(0, MOST), hasMore: found.length > MOST }
}

const fold = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, '')

type Table = Readonly<Record<string, readonly string[]>>

const wordsOf = (table: Table, language: 'ko' | 'en') =>
  Object.entries(table).map(([kept, [twin = kept]]) => ({
    kept,
    ...(language === 'ko' ? { text: twin, twin: kept } : { text: kept, twin }),
  }))

const fieldsIn = (language: 'ko' | 'en'): Suggestion[] =>
  wordsOf(fields, language).map((words) => ({
    ...{ kind: 'field', ...words, insert: `${words.text}:`, of: 'fields' },
  }))

function valuesOf(field: keyof typeof fields, names: Names, language: 'ko' | 'en'): Suggestion[] {
  const words = (table: Table) =>
    wordsOf(table, language).map((each) => ({
      ...{ kind: 'word' as const, ...each, insert: each.text, of: field },
    }))
  if (field === 'sort') return words(sortKeys)
  if (amountFields.some((each) => each === field)) return words(amountWords)
  if (dayFields.some((each) => each === field))
    return [
      ...words(dayWords),
      ...DAYS.map((day) => ({ kind: 'word' as const, text: day, insert: day })),
    ]
  if (field === 'p' || field === 'group' || field === 'is' || field === 'has')
    return words(choices[field])
  const keyed = keyFields.find((each) => each === field)
  if (keyed) return words(keyWords[keyed])
  const named = nameFields.find((each) => each === field)
  if (!named) return []
  const kind = named === 'status' || named === 'label' ? named : ('person' as const)
  const things = { status: names.statuses, label: names.labels, person: names.people }[kind]
  return [
    ...words(standIns[named]),
    ...things.map(
      ({ id, name }): Suggestion => ({
        ...{ kind, text: name, id },
        insert: nameOf(id, name, things),
      }),
    ),
  ]
}

/** The id where two have the same name. */
const nameOf = (id: string, name: string, all: readonly Thing[]) =>
  all.filter((each) => fold(each.name) === fold(name)).length > 1
    ? id
    : valueText(name.replace(/\s/g, ' '))
