import type { Day } from '../../dates.ts'
import { dayIn } from '../fields/day-text.ts'
import { estimateIn } from '../fields/estimate-range.ts'
import type { TaskRow } from '../task.ts'
import type { CellField } from './columns.ts'

/** A field whose value is written as text. */
export type TextField = 'estimate' | 'due' | 'start'

/** What a text makes of a field; an empty one takes the value away, undefined is one that means nothing. */
export function fieldsIn(
  text: string,
  field: TextField,
  today: Day,
): Partial<Pick<TaskRow, 'estimate' | 'dueDate' | 'startDate'>> | undefined {
  const written = text.normalize('NFKC').trim()
  if (field === 'estimate') {
    const estimate = written === '' ? null : estimateIn(written)
    return estimate === undefined ? undefined : { estimate }
  }
  const day = written === '' ? null : dayIn(written, today)
  if (day === undefined) return undefined
  return field === 'due' ? { dueDate: day } : { startDate: day }
}

/** What a task is without a value in a field; undefined where there is none to take away. */
export function emptied(task: TaskRow, field: CellField): Partial<TaskRow> | undefined {
  switch (field) {
    case 'title':
    case 'status':
      return undefined
    case 'priority':
      return task.priority === 'none' ? undefined : { priority: 'none' }
    case 'assignees':
      return task.assigneeIds.length > 0 ? { assigneeIds: [] } : undefined
    case 'labels':
      return task.labelIds.length > 0 ? { labelIds: [] } : undefined
    case 'due':
      return task.dueDate === null ? undefined : { dueDate: null }
    case 'start':
      return task.startDate === null ? undefined : { startDate: null }
    case 'estimate':
      return task.estimate === null ? undefined : { estimate: null }
    default:
      return field satisfies never
  }
}
