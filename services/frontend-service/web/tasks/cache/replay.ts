import type { Board, TaskRow } from '../task.ts'
import { patchOf, type Target, type TaskAction } from './action.ts'
import { indexByRank, taskIn } from './columns.ts'
import { savedId } from './provisional.ts'

/** What the server said about a task with the actions on their way played over it. */
export function replayedTask<T extends TaskRow>(task: T, actions: readonly TaskAction[]): T {
  let shown = task
  for (const action of actions)
    if (savedId(action.task.id) === task.id) shown = { ...shown, ...patchOf(action) }
  return shown
}

/** A board with the actions on their way played over it. Places are those of neighbours, never numbers: the board may
 *  have changed since the action began. */
export const replayed = (board: Board, actions: readonly TaskAction[]): Board =>
  actions.reduce(play, board)

function play(board: Board, action: TaskAction): Board {
  const id = savedId(action.task.id)
  const known = taskIn(board, id)
  if (action.kind === 'create')
    return known ? board : placed(board, action.task, action.task.statusId, Number.MAX_SAFE_INTEGER)
  if (!known) return board
  const task = { ...known, ...patchOf(action) }
  if (hasChangedSides(known, task)) return without(board, id)
  if (action.kind === 'change' || action.kind === 'restore') return replaced(board, task)
  if (action.kind === 'trash') return without(board, id)
  const index = action.kind === 'move' ? indexAt(board, id, action) : undefined
  return placed(board, task, action.statusId, index ?? indexByRank(board, task, action.statusId))
}

/** Whether one of the two is archived: lists show either what is or what is not, unless their filter asks for both. */
export const hasChangedSides = (one: TaskRow, other: TaskRow) =>
  (one.archivedAt === null) !== (other.archivedAt === null)

/** A place among the other tasks of a status. A neighbour that has left it still tells the place by its rank. */
function indexAt(board: Board, id: string, { statusId, beforeId, afterId }: Target) {
  const others = (board.columns.find((each) => each.statusId === statusId)?.tasks ?? []).filter(
    (task) => task.id !== id,
  )
  const named = savedId(afterId ?? beforeId ?? '')
  const at = others.findIndex((task) => task.id === named)
  if (at >= 0) return afterId ? at + 1 : at
  const rank = taskIn(board, named)?.rank
  const next = rank === undefined ? -1 : others.findIndex((task) => task.rank > rank)
  return next < 0 ? others.length : next
}

/** Puts a task into a column, at a place among the others there. */
export function placed(board: Board, task: TaskRow, statusId: string, index: number): Board {
  if (board.columns.every((column) => column.statusId !== statusId))
    return replaced(board, { ...task, statusId })
  const rest = without(board, task.id)
  return {
    ...rest,
    columns: rest.columns.map((column) =>
      column.statusId === statusId
        ? {
            ...column,
            count: column.count + 1,
            tasks: column.tasks.toSpliced(index, 0, { ...task, statusId }),
          }
        : column,
    ),
  }
}

const replaced = (board: Board, task: TaskRow): Board => ({
  ...board,
  columns: board.columns.map((column) => {
    const at = column.tasks.findIndex(({ id }) => id === task.id)
    return at < 0 ? column : { ...column, tasks: column.tasks.with(at, task) }
  }),
})

const without = (board: Board, id: string): Board => ({
  ...board,
  columns: board.columns.map((column) => {
    const tasks = column.tasks.filter((task) => task.id !== id)
    const left = column.tasks.length - tasks.length
    return left > 0 ? { ...column, tasks, count: column.count - left } : column
  }),
})
