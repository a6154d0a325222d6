import { timeIn } from '../../../../task-service/tql/instant.ts'
import type { Day } from '../../dates.ts'
import { whenIn } from '../fields/day-text.ts'
import { dueFor, startFor, type When } from '../fields/due-time.ts'
import { estimateIn } from '../fields/estimate-range.ts'
import type { TaskRow } from '../task.ts'
import type { CellField } from './columns.ts'

/** A field whose value is written as text. */
export type TextField = 'estimate' | 'due' | 'start'

interface Around {
  readonly today: Day
  readonly timeZone: string
}

/** When a task starts or is due as a text: `2026-11-27`, or `2026-11-27 15:00` by the clock of whoever reads it. */
export const startText = (task: TaskRow, timeZone: string) => whenText(startFor(task, timeZone))
export const dueText = (task: TaskRow, timeZone: string) => whenText(dueFor(task, timeZone))

const whenText = ({ day, clock }: When) => (clock ? `${day} ${clock}` : (day ?? ''))

type Given = Pick<TaskRow, 'estimate' | 'startDate' | 'startTime' | 'dueDate' | 'dueTime'>

/** What a text makes of a field; an empty one takes the value away, undefined is one that means nothing. A day without a time
 *  takes the time away: the text says all. */
export function fieldsIn(
  text: string,
  field: TextField,
  { today, timeZone }: Around,
): Partial<Given> | undefined {
  const written = text.normalize('NFKC').trim()
  if (field === 'estimate') {
    const estimate = written === '' ? null : estimateIn(written)
    return estimate === undefined ? undefined : { estimate }
  }
  const found = written === '' ? { day: null } : whenIn(written, today, timeZone)
  if (found?.day === undefined) return undefined
  const time = 'clock' in found && found.clock ? timeIn(found.clock, timeZone) : null
  return field === 'start'
    ? { startDate: found.day, startTime: time }
    : { dueDate: found.day, dueTime: time }
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
      return task.dueDate === null ? undefined : { dueDate: null, dueTime: null }
    case 'start':
      return task.startDate === null ? undefined : { startDate: null, startTime: null }
    case 'estimate':
      return task.estimate === null ? undefined : { estimate: null }
    default:
      return field satisfies never
  }
}
