import type { Condition, Keys } from './condition.ts'
import { type Day, dateOf, daysLater } from './days.ts'
import { folded, nearest } from './nearest.ts'
import { TqlError } from './tql-error.ts'
import type { Named, Node, Operator, Query, Term, Value } from './tree.ts'
import { type DayField, type NameField, priorities, standIns } from './words.ts'

interface Thing {
  readonly id: string
  readonly name: string
}

/** What the words of a query mean: to whom, on which day, in which project. */
export interface Meaning {
  readonly me: string
  /** `YYYY-MM-DD` where the asker is. */
  readonly today: string
  readonly projectKey: string
  readonly statuses: readonly (Thing & { readonly group: string })[]
  readonly labels: readonly Thing[]
  /** Null where they are not known: then only ids are. */
  readonly people: readonly Thing[] | null
}

/** What a query asks in a project. Throws a `TqlError` for names that nothing has there. */
export const bind = ({ where }: Query, meaning: Meaning): Condition | null =>
  where && bindNode(where, meaning)

function bindNode(node: Node, meaning: Meaning): Condition {
  if (node.kind === 'not') return { kind: 'not', of: bindNode(node.of, meaning) }
  if (node.kind === 'and' || node.kind === 'or')
    return { kind: node.kind, of: node.of.map((each) => bindNode(each, meaning)) }
  return bindTerm(node, meaning)
}

function bindTerm(term: Term, meaning: Meaning): Condition {
  switch (term.kind) {
    case 'text':
      return anyOf(term.values.map(({ value }) => ({ kind: 'text', text: value.toLowerCase() })))
    case 'key':
      return bindKeys(term, meaning)
    case 'day':
      return anyOf(
        term.values.map(({ value }) => dayCondition(term.field, term.operator, value, meaning)),
      )
    case 'amount':
      return anyOf(
        term.values.map(({ value }) =>
          value === 'none'
            ? { kind: 'without', field: term.field }
            : { kind: term.field, is: term.operator, than: value },
        ),
      )
    case 'choice':
      return bindChoice(term, meaning)
    case 'name':
      return bindName(term, meaning)
    default:
      return term satisfies never
  }
}

function anyOf(of: readonly Condition[]): Condition {
  const [first, second] = of
  return first && !second ? first : { kind: 'or', of }
}

function bindKeys({ field, values }: Extract<Term, { kind: 'key' }>, meaning: Meaning): Condition {
  const named = values.filter(({ value }) => value !== 'none')
  const keys = keysOf(named, meaning)
  if (field === 'key') return { kind: field, keys }
  const orNone = named.length < values.length
  return named.length === 0 ? { kind: 'without', field } : { kind: field, keys, orNone }
}

/** A number without a project means this one. A key of another is one that a task here may have had there. */
function keysOf(values: readonly Value<string>[], { projectKey: own }: Meaning): Keys {
  const keys = values.map(({ value }) => {
    const [number = '', projectKey = own] = value.split('-').reverse()
    return { projectKey, number: Number(number) }
  })
  return {
    numbers: keys.flatMap(({ projectKey, number }) => (projectKey === own ? [number] : [])),
    former: keys.filter(({ projectKey }) => projectKey !== own),
  }
}

function dayCondition(
  field: DayField,
  operator: Operator,
  day: Day | 'none',
  meaning: Meaning,
): Condition {
  if (day === 'none')
    return field === 'due' || field === 'start' || field === 'completed'
      ? { kind: 'without', field }
      : { kind: 'or', of: [] }
  const date = dateOf(day, meaning.today)
  const ends = {
    ':': { from: date, to: date },
    '<': { to: daysLater(date, -1) },
    '<=': { to: date },
    '>': { from: daysLater(date, 1) },
    '>=': { from: date },
  }
  return { kind: field, ...ends[operator] }
}

const isOpen = ({ group }: { readonly group: string }) =>
  group !== 'completed' && group !== 'cancelled'

const openIn = ({ statuses }: Meaning): Condition => ({
  kind: 'status',
  ids: statuses.filter(isOpen).map(({ id }) => id),
})

function bindChoice(
  { field, operator, values }: Extract<Term, { kind: 'choice' }>,
  meaning: Meaning,
) {
  const wanted = values.map(({ value }) => value)
  if (field === 'p') return { kind: 'priority', of: prioritiesOf(operator, wanted) } as const
  if (field === 'group') {
    const statuses = meaning.statuses.filter(({ group }) => wanted.includes(group))
    return { kind: 'status', ids: statuses.map(({ id }) => id) } as const
  }
  return anyOf(wanted.map((word) => stateOf(word, meaning)))
}

function prioritiesOf(operator: Operator, wanted: readonly string[]) {
  if (operator === ':') return priorities.filter((each) => wanted.includes(each))
  const at = priorities.findIndex((each) => wanted.includes(each))
  return priorities.filter((_, index) => {
    if (operator === '<') return index < at
    if (operator === '<=') return index <= at
    return operator === '>' ? index > at : index >= at
  })
}

function stateOf(word: string, meaning: Meaning): Condition {
  if (word === 'open') return openIn(meaning)
  if (word === 'trashed' || word === 'archived') return { kind: word }
  if (word === 'comment') return { kind: 'commented', reader: meaning.me }
  if (word === 'blocked') return { kind: word, reader: meaning.me }
  if (word === 'checklist') return { kind: word }
  if (word === 'subtask') return { kind: 'divided' }
  if (word === 'file') return { kind: 'filed' }
  const late: Condition = { kind: 'late', today: meaning.today }
  return { kind: 'and', of: [openIn(meaning), late] }
}

function bindName({ field, values }: Extract<Term, { kind: 'name' }>, meaning: Meaning): Condition {
  const isStandIn = (word: string) =>
    values.some(({ value }) => !value.isQuoted && value.name === word)
  const ids = values.flatMap((value) => idsOf(field, value, meaning))
  if (field === 'creator') return { kind: field, ids }
  if (field === 'watcher') return { kind: field, ids, reader: meaning.me }
  if (field !== 'status') return { kind: field, ids, orNone: isStandIn('none') }
  const open = isStandIn('open') ? meaning.statuses.filter(isOpen).map(({ id }) => id) : []
  return { kind: field, ids: [...ids, ...open] }
}

/** What a name means in the project; two people may have the same. */
function idsOf(field: NameField, { value, start, end }: Value<Named>, meaning: Meaning): string[] {
  const { name, isQuoted } = value
  if (!isQuoted && name === 'me') return [meaning.me]
  if (!isQuoted && Object.hasOwn(standIns[field], name)) return []
  const things = thingsOf(field, meaning)
  const wanted = folded(name)
  const found =
    things?.filter((thing) => folded(thing.name) === wanted || thing.id === wanted) ?? []
  if (found.length > 0) return found.map(({ id }) => id)
  // Someone who has left is still known by what they did.
  if (isPerson(field) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(wanted)) return [wanted]
  const known = [...(things ?? []).map((thing) => thing.name), ...Object.keys(standIns[field])]
  throw new TqlError({ code: 'value', start, end, word: name, suggestion: nearest(name, known) })
}

const isPerson = (field: NameField) => field !== 'status' && field !== 'label'

function thingsOf(field: NameField, { statuses, labels, people }: Meaning) {
  if (field === 'status') return statuses
  return field === 'label' ? labels : people
}

/** Whether a query names a person otherwise than by an id, or as oneself. */
export const namesPeople = (terms: readonly Term[]) =>
  terms.some(
    (term) =>
      term.kind === 'name' &&
      isPerson(term.field) &&
      term.values.some(
        ({ value }) => value.isQuoted || !Object.hasOwn(standIns[term.field], value.name),
      ),
  )
