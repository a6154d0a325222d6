import { dayText } from './days.ts'
import type { Named, Node, Query, Sort, Term } from './tree.ts'

/** The kept form of a query: English, single blanks. */
export function print({ where, sort }: Query): string {
  const conditions = where ? [printNode(where, 'or')] : []
  return [...conditions, ...printSort(sort)].join(' ')
}

const printSort = (sort: readonly Sort[]) =>
  sort.length === 0 ? [] : [`sort:${sort.map(({ key, isDown }) => `${isDown ? '-' : ''}${key}`)}`]

/** `around` is what the node stands in. */
function printNode(node: Node, around: 'or' | 'and' | 'not'): string {
  if (node.kind === 'not') return `-${printNode(node.of, 'not')}`
  if (node.kind !== 'and' && node.kind !== 'or') return printTerm(node)
  const text = node.of
    .map((each) => printNode(each, node.kind === 'or' && each.kind === 'and' ? 'or' : 'and'))
    .join(node.kind === 'or' ? ' | ' : ' ')
  const isLoose = around === 'not' || (around === 'and' && node.kind === 'or')
  return isLoose ? `(${text})` : text
}

function printTerm(term: Term): string {
  switch (term.kind) {
    case 'text':
      return term.values.length === 1
        ? term.values.map(({ value }) => freeWord(value)).join()
        : `text:${term.values.map(({ value }) => valueText(value))}`
    case 'key':
      return `${term.field}:${term.values.map(({ value }) => value)}`
    case 'day':
      return `${term.field}${term.operator}${term.values.map(({ value }) => dayText(value))}`
    case 'amount':
    case 'choice':
      return `${term.field}${term.operator}${term.values.map(({ value }) => value)}`
    case 'name':
      return `${term.field}:${term.values.map(({ value }) => name(value))}`
    default:
      return term satisfies never
  }
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
const name = ({ name, isQuoted }: Named) => (isQuoted ? quoted(name) : valueText(name))
/** A name as a value of a field. */
export const valueText = (text: string) => (/[\s()|",\\]/.test(text) ? quoted(text) : text)
/** Outside of a field, what looks like one or like a minus is quoted too. */
const freeWord = (text: string) => (/[\s()|",\\:<>]|^-/.test(text) ? quoted(text) : text)
