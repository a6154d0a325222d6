import type { Task, TaskRow } from '../task.ts'

export type Patch = Partial<TaskRow & Pick<Task, 'description' | 'trashedAt'>>
type Fields = Omit<Patch, 'id' | 'key' | 'statusId' | 'version' | 'rank'>

/** Where a task goes: beside a neighbour, or to the end of a status. */
export interface Target {
  statusId: string
  beforeId?: string
  afterId?: string
}

/** What somebody does to a task; `undo` and `redo` are themselves such actions. `task` is as it was on screen, `from` where
 *  it stood there. */
export type TaskAction = {
  as?: 'act' | 'undo' | 'redo'
  task: TaskRow
  from?: Omit<Target, 'statusId'>
} & (
  | { kind: 'change'; fields: Fields; version?: number }
  // With a version only if the task is still as it was.
  | ({ kind: 'move'; version?: number } & Target)
  // With its open parts, unless it is this one alone.
  | { kind: 'close'; statusId: string; subtasks?: 'complete' }
  | { kind: 'reopen'; statusId: string }
  | { kind: 'trash' }
  | { kind: 'restore' }
  | { kind: 'create' }
)

export const isTaskAction = (value: unknown): value is TaskAction =>
  typeof value === 'object' && value !== null && 'kind' in value && 'task' in value

/** What an action makes of the task itself, wherever it is shown. */
export function patchOf(action: TaskAction): Patch {
  if (action.kind === 'change') return action.fields
  if (action.kind === 'trash') return { trashedAt: new Date().toISOString() }
  if (action.kind === 'restore') return { trashedAt: null }
  return action.kind === 'create' ? {} : { statusId: action.statusId }
}
