import { timeIn } from '../../../../task-service/tql/instant.ts'
import { folded } from '../../../../task-service/tql/nearest.ts'
import type { Priority } from '../../../../task-service/tql/words.ts'
import type { Written } from './written.ts'

/** A task as it was written, before it has an id. */
export interface NewTask {
  readonly title: string
  readonly statusId: string
  readonly priority: Priority
  readonly dueDate: string | null
  readonly dueTime?: string
  readonly startDate?: string
  readonly startTime?: string
  readonly estimate?: number
  readonly assigneeIds: string[]
  readonly labelIds: string[]
  /** Names of labels that the project does not have yet. */
  readonly newLabels: string[]
}

interface Usual {
  readonly statusId: string
  /** For lines that are done. */
  readonly doneStatusId: string
  /** Whose clock times are of. */
  readonly timeZone: string
  /** Who does it where the text names nobody. */
  readonly assigneeIds: readonly string[]
}

/** What the words of a task say, and the usual for what they do not. */
export function newTaskOf({ title, parts, isDone }: Written, usual: Usual): NewTask {
  const start = parts.find((part) => part.kind === 'start')
  const due = parts.find((part) => part.kind === 'due')
  const labels = parts.filter((part) => part.kind === 'label')
  const status = parts.find((part) => part.kind === 'status')?.id ?? usual.statusId
  const named = unique(parts.filter((part) => part.kind === 'assignee').map(({ id }) => id))
  return {
    title,
    statusId: isDone ? usual.doneStatusId : status,
    priority: parts.find((part) => part.kind === 'priority')?.priority ?? 'none',
    dueDate: due?.day ?? null,
    dueTime: due?.clock && timeIn(due.clock, usual.timeZone),
    startDate: start?.day,
    startTime: start?.clock && timeIn(start.clock, usual.timeZone),
    estimate: parts.find((part) => part.kind === 'estimate')?.size,
    assigneeIds: named.length > 0 ? named : [...usual.assigneeIds],
    labelIds: unique(labels.flatMap(({ id }) => id ?? [])),
    newLabels: oncePerName(labels.flatMap(({ id, name }) => (id ? [] : name))),
  }
}

/** Names that differ by case or blanks are one: the first as it was written. */
const oncePerName = (names: string[]) =>
  [...new Map(names.map((name) => [folded(name), name] as const).reverse()).values()].reverse()

const unique = (values: string[]) => [...new Set(values)]
