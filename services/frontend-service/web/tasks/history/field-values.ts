import { plainDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { timeWords } from '../fields/due-time.ts'
import { planWords } from '../fields/plan-words.ts'
import { type Priority, type Project, priorities } from '../task.ts'
import { historyWords } from './history-words.ts'

export interface Known {
  /** Of the project that it is about; what it names is left out until it has come. */
  readonly project: Project | undefined
  readonly nameOf: (id: string | null) => string
  /** Of the reader, by whose clock times are told. */
  readonly timeZone: string
}

export function fieldName(field: string) {
  const { startTime, dueTime } = planWords()
  const names = new Map(Object.entries({ ...m.tasks.fields, startTime, dueTime }))
  return names.get(field) ?? historyWords().task
}

/** The value of a field in words; undefined for what has none, such as a place in a column or a long text. */
export function valueWords(field: string, value: unknown, known: Known): string | undefined {
  if (value === null || value === undefined || value === '') return historyWords().nothing
  if (Array.isArray(value)) return namesOf(field, value.map(String), known)
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  if (field === 'startTime' || field === 'dueTime') return timeWords(value, known.timeZone)
  if (field === 'dueDate' || field === 'startDate') return plainDay(value)
  if (field === 'priority') return isPriority(value) ? m.tasks.priorities[value] : undefined
  if (field === 'statusId') return known.project?.statuses.find(({ id }) => id === value)?.name
  return field === 'title' ? `“${value}”` : undefined
}

const isPriority = (value: string): value is Priority => priorities.some((one) => one === value)

export function namesOf(field: string, ids: string[], { project, nameOf }: Known) {
  if (ids.length === 0) return historyWords().nothing
  const names =
    field === 'assigneeIds'
      ? ids.map(nameOf)
      : ids.map((id) => project?.labels.find((label) => label.id === id)?.name)
  const named = names.filter((name) => name !== undefined)
  return named.length === ids.length ? named.join(', ') : undefined
}
