import type { Column } from '../cache/columns.ts'
import { firstId } from '../cache/provisional.ts'
import type { Board, TaskRow } from '../task.ts'

/** The parts of tasks that are unfolded, by the task's id. */
export type Parts = ReadonlyMap<string, readonly TaskRow[]>

/** A column with the parts of its unfolded tasks below them. A part that would come after that by itself stands once;
 *  before it, and in other columns, it keeps its own place too: what is unfolded moves nothing above it. */
export interface Tree {
  /** All that is shown, in its order; `count` has room for the parts. */
  readonly column: Column
  readonly paths: readonly string[]
}

export function treeOf(column: Column, parts: Parts): Tree {
  const tasks: TaskRow[] = []
  const paths: string[] = []
  const shown = new Set<string>()
  const add = (task: TaskRow, above: string) => {
    const path = above + firstId(task.id)
    tasks.push(task)
    paths.push(path)
    shown.add(task.id)
    // Answers that come one after the other may contradict each other.
    const within = path.split(' ')
    for (const part of parts.get(task.id) ?? [])
      if (!within.includes(firstId(part.id))) add(part, `${path} `)
  }
  for (const task of column.tasks) if (!shown.has(task.id)) add(task, '')
  const more = tasks.length - column.tasks.length
  return { column: { ...column, tasks, count: column.count + more }, paths }
}

/** Ids of parts that no column of a list has, as far as those have been read: where more is to come they may be in that. */
export function partsOutside(
  columns: readonly Column[],
  groupBy: Board['groupBy'],
  parts: Parts,
): ReadonlySet<string> {
  if (parts.size === 0) return none
  const inside = new Set(columns.flatMap(({ tasks }) => tasks.map(({ id }) => id)))
  const isRead = ({ statusId }: TaskRow) =>
    columns.every(
      (column) => column.nextCursor === null || !(groupBy || column.statusId === statusId),
    )
  const outside = [...parts.values()].flat().filter((part) => !inside.has(part.id) && isRead(part))
  return new Set(outside.map(({ id }) => id))
}

const none: ReadonlySet<string> = new Set()
