import type { Board } from '../task.ts'

/** A place on a board: a status, and how many tasks stand before it there. */
export interface BoardPlace {
  statusId: string
  index: number
  /** On a board with lanes: the one that it is in, in which `index` counts. */
  lane?: string
}

type Columns = Board['columns']

export const isBoard = (data: unknown): data is Board =>
  typeof data === 'object' && data !== null && 'columns' in data

export function placeOf(columns: Columns, id: string): BoardPlace | undefined {
  for (const { statusId, tasks } of columns) {
    const index = tasks.findIndex((task) => task.id === id)
    if (index >= 0) return { statusId, index }
  }
  return undefined
}

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export const directionOf = (key: string): Direction | undefined =>
  key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight'
    ? key
    : undefined

/** The place one step further, or the same one at an edge. The task itself is not counted in its column. */
export function stepped(
  columns: Columns,
  id: string,
  from: BoardPlace,
  direction: Direction,
): BoardPlace {
  const at = columns.findIndex(({ statusId }) => statusId === from.statusId)
  const sideways = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[direction]
  const target = columns[at + sideways]
  if (!target) return from
  const room = target.tasks.filter((task) => task.id !== id).length
  const updown = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: 0, ArrowRight: 0 }[direction]
  return {
    statusId: target.statusId,
    index: Math.min(Math.max(0, from.index + updown), room),
  }
}

/** The neighbour that tells the server where the place is. */
export function neighbourAt(columns: Columns, id: string, { statusId, index }: BoardPlace) {
  const others = (columns.find((column) => column.statusId === statusId)?.tasks ?? []).filter(
    (task) => task.id !== id,
  )
  const after = others[index]
  if (after) return { beforeId: after.id }
  const before = others[index - 1]
  return before ? { afterId: before.id } : {}
}
