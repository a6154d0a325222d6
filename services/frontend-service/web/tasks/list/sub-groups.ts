import { dayNumber } from '../../dates.ts'
import { type Column, isReadUp } from '../cache/columns.ts'
import { dueFor } from '../fields/due-time.ts'
import type { LaneKind, SubGrouping } from '../filter/use-filter.ts'
import type { TaskRow } from '../task.ts'

/** The key of the group of what has no value, as the server names it. */
export const NONE = 'none'
/** Days from tomorrow on that are soon, as for the server. */
const SOON_DAYS = 7

/** Of whoever looks. */
interface Days {
  readonly today: string
  readonly timeZone: string
}

/** The groups in which a task stands, by their keys: with several people or labels in several. */
export function keysOf(task: TaskRow, by: Exclude<SubGrouping, 'due'>): readonly string[] {
  if (by === 'status') return [task.statusId]
  if (by === 'priority') return [task.priority]
  const ids = by === 'assignee' ? task.assigneeIds : task.labelIds
  return ids.length > 0 ? ids : [NONE]
}

function dueKeyOf(task: TaskRow, { today, timeZone }: Days) {
  const { day } = dueFor(task, timeZone)
  if (!day) return NONE
  const ahead = dayNumber(day) - dayNumber(today)
  if (ahead <= 0) return ahead < 0 ? 'before' : 'today'
  return ahead <= SOON_DAYS ? 'soon' : 'later'
}

/** Of a column that is still being read so many are dealt out: what comes page by page would go among them, and move what
 *  somebody reads with each. */
export const FIRST_DEALT = 50

/** The column as far as it is dealt out. */
export const dealable = (column: Column): Column =>
  isReadUp(column) ? column : { ...column, tasks: column.tasks.slice(0, FIRST_DEALT) }

/** The tasks of a group by something else that some of them have in common, in the order of the group. They are columns
 *  that have no more to read: the group reads on, for all of them. */
export function columnsWithin(
  { statusId, tasks }: Column,
  by: SubGrouping,
  days: Days,
): ReadonlyMap<string, Column> {
  const within = new Map<string, TaskRow[]>()
  for (const task of tasks) for (const key of placesOf(task, by, days)) add(within, key, task)
  const columns = [...within].map(
    ([key, each]) =>
      [key, { statusId, tasks: each, count: each.length, nextCursor: null }] as const,
  )
  return new Map(columns)
}

function add(within: Map<string, TaskRow[]>, key: string, task: TaskRow) {
  const known = within.get(key)
  if (known) known.push(task)
  else within.set(key, [task])
}

/** Whether a task that has changed stands in the same lanes, or in the same groups within its group. */
export const staysWithin =
  (by: LaneKind | SubGrouping | null, days: Days) => (one: TaskRow, other: TaskRow) => {
    if (by === null) return true
    if (by === 'parent') return one.parentId === other.parentId
    const [before, after] = [one, other].map((task) => placesOf(task, by, days).toSorted().join())
    return before === after
  }

const placesOf = (task: TaskRow, by: SubGrouping, days: Days) =>
  by === 'due' ? [dueKeyOf(task, days)] : keysOf(task, by)
