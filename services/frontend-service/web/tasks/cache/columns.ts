import type { QueryKey } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import type { Board, TaskRow } from '../task.ts'

export type Column = Board['columns'][number]

/** What a board shows of a project. */
export interface TaskFilter {
  projectId: string
  q?: string
  today?: string
  timeZone?: string
  /** Left out where the columns are the statuses. */
  groupBy?: Board['groupBy']
}

/** A cursor of a sorted column. */
export const isOfSorted = (cursor: string | null) => cursor?.[0] === '~'

/** The filter of the board with this key. */
export function filterOf([, options]: QueryKey): TaskFilter | undefined {
  const input =
    typeof options === 'object' && options !== null && 'input' in options
      ? options.input
      : undefined
  return isFilter(input) ? input : undefined
}

const isFilter = (input: unknown): input is TaskFilter =>
  typeof input === 'object' && input !== null && 'projectId' in input

interface Page {
  items: TaskRow[]
  nextCursor: string | null
}

/** How many tasks a column has room for: those that are known, and those still to be read. */
export const lengthOf = ({ tasks, count, nextCursor }: Column) =>
  nextCursor === null ? tasks.length : Math.max(count, tasks.length + 1)

const COUNTED = 1000

/** Its size in words: what has been counted, as long as not all of it is read. */
export const totalOf = ({ count, nextCursor }: Column) =>
  nextCursor !== null && count >= COUNTED ? m.tasks.countMore(COUNTED) : String(count)

/** How many tasks some columns hold, each counted once; undefined where that is not known. */
export function sizeOf(columns: readonly Column[], groupBy: Board['groupBy']) {
  if (columns.every(({ nextCursor }) => nextCursor === null))
    return new Set(columns.flatMap(({ tasks }) => tasks.map(({ id }) => id))).size
  const isCounted = columns.every(({ nextCursor, count }) => nextCursor === null || count < COUNTED)
  // With several people or labels a task stands in several columns.
  if (!isCounted || groupBy === 'assignee' || groupBy === 'label') return undefined
  return columns.reduce((sum, { count }) => sum + count, 0)
}

/** Of a column that is dealt out, to lanes or to groups within it, as many tasks are read. */
export const DEALT_MAX = 1000

/** Whether all of a column that is dealt out has been read, or as much as is read of it. */
export const isReadUp = ({ nextCursor, tasks }: Column) =>
  nextCursor === null || tasks.length >= DEALT_MAX

/** A column with its next page. */
export function extended(column: Column, { items, nextCursor }: Page): Column {
  const read = new Set(items.map(({ id }) => id))
  const all = [...column.tasks.filter(({ id }) => !read.has(id)), ...items]
  const tasks = isOfSorted(column.nextCursor) ? all : all.sort(byRank)
  const length = nextCursor === null ? tasks.length : Math.max(column.count, tasks.length + 1)
  return { ...column, tasks, nextCursor, count: length }
}

const byRank = (one: TaskRow, other: TaskRow) => (one.rank < other.rank ? -1 : 1)

export const taskIn = (board: Board, id: string) =>
  board.columns.flatMap(({ tasks }) => tasks).find((task) => task.id === id)

/** Where a task stands among those of a status by its rank. */
export function indexByRank({ columns }: Board, { id, rank }: TaskRow, statusId: string) {
  const others = columns.find((column) => column.statusId === statusId)?.tasks ?? []
  const index = others.filter((each) => each.id !== id).findIndex((each) => each.rank > rank)
  return index < 0 ? others.length : index
}
