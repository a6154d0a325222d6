import type { Patch } from '../cache/cache.ts'
import type { TaskRow } from '../task.ts'

export type Fields = Omit<Patch, 'id' | 'key' | 'statusId' | 'version' | 'rank'>

/** What somebody does to a task; `undo` and `redo` are themselves such actions. */
export type TaskAction = { as?: 'act' | 'undo' | 'redo' } & (
  | { kind: 'change'; task: TaskRow; fields: Fields; version?: number }
  | {
      kind: 'move'
      task: TaskRow
      statusId: string
      beforeId?: string
      afterId?: string
      index: number
      /** Only if the task is still as it was. */
      version?: number
    }
  | { kind: 'close' | 'reopen'; task: TaskRow; statusId: string }
)
