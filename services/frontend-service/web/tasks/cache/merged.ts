import type { Board, TaskRow } from '../task.ts'
import { type Column, taskIn } from './columns.ts'

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
