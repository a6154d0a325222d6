import { dayNumber } from '../../dates.ts'
import type { Column } from '../cache/columns.ts'
import { dueFor } from '../fields/due-time.ts'
import type { LaneKind, SubGrouping } from '../filter/use-filter.ts'
import type { TaskRow } from '../task.ts'

/** The key of the group of what has no value, as the server names it. */
export const NONE = 'none'
/** Days from tomorrow on that are soon, as for the server. */
const SOON_DAYS = 7

/** Of whoever looks. */
export interface Days {
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

/** The tasks of a group by something else that some of them have in common, in the order of the group. They are columns
 *  that have no more to read: the group reads on, for all of them. */
export function columnsWithin(
  { statusId, tasks }: Column,
  by: SubGrouping,
  days: Days,
): ReadonlyMap<string, Column> {
  const within = new Map<string, TaskRow[]>()
  for (const task of tasks)
    for (const key of by === 'due' ? [dueKeyOf(task, days)] : keysOf(task, by))
      add(within, key, task)
  const columns = [...within].map(
    ([key, each]) => [key, { statusId, tasks: each, count: each.length, nextCursor: null }] as const,
  )
  return new Map(columns)
}

function add(within: Map<string, TaskRow[]>, key: string, task: TaskRow) {
  const known = within.get(key)
  if (known) known.push(task)
  else within.set(key, [task])
}

/** Whether a task that has changed stands in the same lanes, or in the same groups within its group. */
export const staysWithin = (by: LaneKind | SubGrouping | null) => (one: TaskRow, other: TaskRow) =>
  by === null || placeWithin(one, by) === placeWithin(other, by)

function placeWithin(task: TaskRow, by: LaneKind | SubGrouping) {
  if (by === 'parent') return task.parentId ?? NONE
  if (by === 'due') return `${task.dueDate} ${task.dueTime}`
  return keysOf(task, by).join()
}
