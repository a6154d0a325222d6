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

/** What an answer about a task would do to what is on screen. */
export function effectOn(board: Board, id: string, row: TaskRow | undefined) {
  const known = taskIn(board, id)
  if (!known) return row ? 'comes' : 'nothing'
  if (!row) return 'goes'
  if (row.version < known.version) return 'nothing'
  return row.statusId === known.statusId && row.rank === known.rank ? 'stays' : 'moves'
}

/** The board after what a read has said about one task; without a row it is no longer here. */
export function merged(board: Board, id: string, row: TaskRow | undefined): Board {
  const effect = effectOn(board, id, row)
  if (effect === 'nothing') return board
  if (board.groupBy) return replacedIn(board, id, row)
  const columns = board.columns.map((column) => {
    const at = column.tasks.findIndex((task) => task.id === id)
    if (effect === 'stays' && row)
      return at < 0 ? column : { ...column, tasks: column.tasks.with(at, row) }
    const left = at < 0 ? column : { ...without(column, at), count: column.count - 1 }
    return row && row.statusId === column.statusId ? joined(left, row) : left
  })
  return { ...board, columns }
}

/** In which groups it is now is for the server to say. */
const replacedIn = (board: Board, id: string, row: TaskRow | undefined): Board => ({
  ...board,
  columns: board.columns.map((column) => {
    const at = column.tasks.findIndex((task) => task.id === id)
    if (at < 0) return column
    if (row) return { ...column, tasks: column.tasks.with(at, row) }
    return { ...without(column, at), count: column.count - 1 }
  }),
})

const without = (column: Column, at: number) => ({
  ...column,
  tasks: column.tasks.toSpliced(at, 1),
})

/** Beyond what has been read a task only counts: it comes with its page. */
function joined(column: Column, row: TaskRow): Column {
  const count = column.count + 1
  if (column.nextCursor !== null && row.rank > column.nextCursor) return { ...column, count }
  const at = column.tasks.findIndex(({ rank }) => rank > row.rank)
  return {
    ...column,
    count,
    tasks: column.tasks.toSpliced(at < 0 ? column.tasks.length : at, 0, row),
  }
}
