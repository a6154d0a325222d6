import { usePeople } from '../../account/people.ts'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { type Day, dayAt, exactDay, plainDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { clockWords, dueFor, startFor, type When } from '../fields/due-time.ts'
import type { ColumnId } from '../table/columns.ts'
import { inUnits } from '../table/sums.ts'
import type { Project, TaskRow } from '../task.ts'

/** Key and title are the head of a line. */
export type PrintedColumn = Exclude<ColumnId, 'select' | 'task'>

/** What a task says in a column, as the paper writes it: a day by its date, since a paper is read on another one. */
export function useCellWords(project: Project) {
  const { nameOf } = usePeople()
  const { timeZone } = useMe()
  const today = useToday()
  const dayWords = (day: Day) =>
    day.slice(0, 4) === today.slice(0, 4) ? plainDay(day) : exactDay(day)
  const whenWords = ({ day, clock }: When) =>
    [day && dayWords(day), clock && clockWords(clock)].filter(Boolean).join(' ')
  return (task: TaskRow, column: PrintedColumn): string => {
    switch (column) {
      case 'status':
        return project.statuses.find(({ id }) => id === task.statusId)?.name ?? ''
      case 'priority':
        return task.priority === 'none' ? '' : m.tasks.priorities[task.priority]
      case 'assignees':
        return task.assigneeIds.map(nameOf).join(', ')
      case 'labels':
        return project.labels
          .filter(({ id }) => task.labelIds.includes(id))
          .map(({ name }) => name)
          .join(', ')
      case 'due':
        return whenWords(dueFor(task, timeZone))
      case 'start':
        return whenWords(startFor(task, timeZone))
      case 'estimate':
        return task.estimate === null ? '' : inUnits(project, task.estimate)
      case 'created':
        return dayWords(dayAt(task.createdAt, timeZone))
      case 'updated':
        return dayWords(dayAt(task.updatedAt, timeZone))
      default:
        return column satisfies never
    }
  }
}
