import type { Inputs } from '../../trpc.ts'
import type { Task, TaskRow } from '../task.ts'

export type Patch = Partial<TaskRow & Pick<Task, 'description' | 'trashedAt'>>
type Fields = Omit<Patch, 'id' | 'key' | 'statusId' | 'version' | 'rank'>

/** Where a task goes: beside a neighbour, or to the end of a status. */
export interface Target {
  statusId: string
  beforeId?: string
  afterId?: string
}

/** What somebody does to a task; `task` is as it was on screen. */
export type TaskAction = { task: TaskRow } & (
  | { kind: 'change'; fields: Fields; version?: number }
  // With its open parts, unless it is this one alone.
  | ({ kind: 'move'; subtasks?: 'complete' } & Target)
  | { kind: 'close'; statusId: string; subtasks?: 'complete' }
  | { kind: 'reopen'; statusId: string }
  | { kind: 'trash' }
  | { kind: 'restore' }
  | { kind: 'create'; plan?: Planned }
)

interface Planned {
  readonly dueTime?: string
  readonly startDate?: string
  readonly startTime?: string
  readonly estimate?: number
}

const subjects = {
  ...{ move: 'status', close: 'status', reopen: 'status', trash: 'trash', restore: 'trash' },
  create: 'create',
} as const

/** Names the message that an action was not saved: it stands until that, or what came instead of it, is. */
export const failureOf = (action: TaskAction) =>
  `not saved ${action.task.id} ${
    action.kind === 'change' ? Object.keys(action.fields).toSorted().join() : subjects[action.kind]
  }`

export type ManyChange = Inputs['task']['tasks']['changeMany']['change']

/** What somebody does to many tasks at once: what it makes of each. */
export interface ManyActions {
  readonly each: readonly TaskAction[]
}

/** The actions on tasks that a mutation is about. */
export const actionsOf = (value: unknown): readonly TaskAction[] =>
  isMany(value) ? value.each : isTaskAction(value) ? [value] : []

const isMany = (value: unknown): value is ManyActions =>
  typeof value === 'object' && value !== null && 'each' in value

const isTaskAction = (value: unknown): value is TaskAction =>
  typeof value === 'object' && value !== null && 'kind' in value && 'task' in value

/** What an action makes of the task itself, wherever it is shown. */
export function patchOf(action: TaskAction): Patch {
  if (action.kind === 'change') return action.fields
  if (action.kind === 'trash') return { trashedAt: new Date().toISOString() }
  if (action.kind === 'restore') return { trashedAt: null }
  return action.kind === 'create' ? {} : { statusId: action.statusId }
}
