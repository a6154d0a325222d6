import { type Day, dateOf } from '../../../../task-service/tql/days.ts'
import { print } from '../../../../task-service/tql/print.ts'
import type { Node, Query, Term } from '../../../../task-service/tql/tree.ts'
import { plainDay } from '../../dates.ts'
import { filterWords } from './filter-words.ts'

/** A condition of a query as a chip shows it. */
export interface Chip {
  readonly field: string
  readonly operator: string
  readonly value: string
  readonly isNot: boolean
  /** The query without it. */
  readonly rest: string
  /** The condition by itself, in the kept form. */
  readonly text: string
}

/** The chips of a query: one for each thing that all tasks have to fulfil, and one for the order. */
export function chipsOf(query: Query, nameOf: (id: string) => string | undefined): Chip[] {
  const { where, sort } = query
  const all = where === null ? [] : where.kind === 'and' ? where.of : [where]
  const conditions = all.map((node) => {
    const of = all.filter((each) => each !== node)
    const rest = of.length === 0 ? null : { kind: 'and' as const, of, start: 0, end: 0 }
    const isNot = node.kind === 'not'
    return {
      ...wordsOf(isNot ? node.of : node, nameOf),
      isNot,
      rest: print({ where: rest, sort }),
      text: print({ where: node, sort: [] }),
    }
  })
  const order = {
    field: filterWords().fields.sort,
    operator: ':',
    value: sort
      .map(({ key, isDown }) => `${filterWords().sorts[key]}${isDown ? ' ↓' : ''}`)
      .join(', '),
    isNot: false,
    rest: print({ where, sort: [] }),
    text: print({ where: null, sort }),
  }
  return sort.length === 0 ? conditions : [...conditions, order]
}

type Words = Pick<Chip, 'field' | 'operator' | 'value'>

function wordsOf(node: Node, nameOf: (id: string) => string | undefined): Words {
  if (node.kind === 'or') {
    const parts = node.of.map((each) => {
      const { field, operator, value } = wordsOf(each, nameOf)
      return [field, operator === ':' ? '' : operator, value].filter(Boolean).join(' ')
    })
    return { field: '', operator: '', value: parts.join(` ${filterWords().or} `) }
  }
  if (node.kind === 'and' || node.kind === 'not')
    return { field: '', operator: '', value: print({ where: node, sort: [] }) }
  return { ...termWords(node, nameOf) }
}

function termWords(term: Term, nameOf: (id: string) => string | undefined): Words {
  const words = filterWords().values
  const known = (word: string) => Object.entries(words).find(([name]) => name === word)?.[1] ?? word
  switch (term.kind) {
    case 'text':
      return {
        field: filterWords().fields.text,
        operator: ':',
        value: term.values.map(({ value }) => `“${value}”`).join(', '),
      }
    case 'key':
      return {
        field: filterWords().fields[term.field],
        operator: ':',
        value: term.values.map(({ value }) => known(value)).join(', '),
      }
    case 'day':
      return {
        field: filterWords().fields[term.field],
        operator: term.operator,
        value: term.values.map(({ value }) => dayWords(value)).join(', '),
      }
    case 'amount':
      return {
        field: filterWords().fields[term.field],
        operator: term.operator,
        value: term.values.map(({ value }) => known(String(value))).join(', '),
      }
    case 'choice':
      return {
        field: filterWords().fields[term.field],
        operator: term.operator,
        value: term.values.map(({ value }) => known(value)).join(', '),
      }
    case 'name':
      return {
        field: filterWords().fields[term.field],
        operator: ':',
        value: term.values
          .map(({ value }) =>
            value.isQuoted ? value.name : (nameOf(value.name) ?? known(value.name)),
          )
          .join(', '),
      }
    default:
      return term satisfies never
  }
}

function dayWords(day: Day | 'none') {
  if (day === 'none') return filterWords().values.none
  if (day.kind === 'date') return plainDay(dateOf(day, ''))
  if (day.kind === 'word') return filterWords().values[day.word]
  return filterWords().offset(day.count, day.unit)
}
