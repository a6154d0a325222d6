import type { Inputs } from '../../../trpc.ts'
import type { BoardPlace, Direction } from '../../cache/board-model.ts'
import { firstId } from '../../cache/provisional.ts'
import type { LaneKind } from '../../filter/use-filter.ts'
import { keysOf, NONE } from '../../list/sub-groups.ts'
import { type Board, priorities, type TaskRow } from '../../task.ts'

/** The place of a card: its task may stand in several lanes. */
export const pathIn = (lane: string, id: string) => `${lane} ${firstId(id)}`

/** The tasks of a lane by their status. */
export interface Lane {
  readonly id: string
  readonly cells: ReadonlyMap<string, readonly TaskRow[]>
  readonly count: number
}

/** The lanes of a task: with several people or labels it stands in several, as in a list that is grouped by them. */
function lanesOf(task: TaskRow, by: LaneKind, gone: ReadonlySet<string>): readonly string[] {
  if (by !== 'parent') return keysOf(task, by)
  return [task.parentId && !gone.has(task.parentId) ? task.parentId : NONE]
}

/** The lanes that hold something, in no order. What is part of a task that is `gone`, as in the trash, is part of none. */
export function lanesIn(
  columns: Board['columns'],
  by: LaneKind,
  gone: ReadonlySet<string> = new Set(),
): Lane[] {
  const lanes = new Map<string, Map<string, TaskRow[]>>()
  for (const { statusId, tasks } of columns)
    for (const task of tasks)
      for (const id of lanesOf(task, by, gone)) {
        const cells = lanes.get(id) ?? new Map<string, TaskRow[]>()
        lanes.set(id, cells)
        cells.set(statusId, [...(cells.get(statusId) ?? []), task])
      }
  return [...lanes].map(([id, cells]) => laneOf(id, cells))
}

/** Ids of tasks in pages, each as many as are asked for at once. */
export type Pages = readonly (readonly string[])[]
const ASKED_MAX = 100

/** Pages with more ids: those that are known stay in their pages, others make new ones; the same where there are none. */
export function pagesWith(pages: Pages, ids: readonly string[]): Pages {
  const known = new Set(pages.flat())
  const more = [...new Set(ids)].filter((id) => !known.has(id)).toSorted()
  if (more.length === 0) return pages
  const added = Array.from({ length: Math.ceil(more.length / ASKED_MAX) }, (_, page) =>
    more.slice(page * ASKED_MAX, (page + 1) * ASKED_MAX),
  )
  return [...pages, ...added]
}

export const emptyLane = (id: string): Lane => laneOf(id, new Map())

const laneOf = (id: string, cells: ReadonlyMap<string, readonly TaskRow[]>): Lane => ({
  ...{ id, cells },
  count: [...cells.values()].reduce((sum, tasks) => sum + tasks.length, 0),
})

export type Values = Pick<
  Inputs['task']['tasks']['move'],
  'priority' | 'assigneeIds' | 'labelIds' | 'parentId'
>

/** What a task becomes that goes from one lane to another: of several people or labels the one of the lane that it leaves is
 *  replaced; in the lane of none it has none. */
export function valuesFor(
  task: TaskRow,
  by: LaneKind,
  { from, to }: { from: string; to: string },
): Values {
  if (by === 'priority') return { priority: priorityOf(to) }
  if (by === 'parent') return { parentId: to === NONE ? null : to }
  const ids = by === 'assignee' ? task.assigneeIds : task.labelIds
  const swapped = ids.includes(from) ? ids.map((id) => (id === from ? to : id)) : [...ids, to]
  const next = to === NONE ? [] : [...new Set(swapped)]
  return by === 'assignee' ? { assigneeIds: next } : { labelIds: next }
}

const priorityOf = (id: string) => priorities.find((each) => each === id) ?? 'none'

/** A place in a lane. */
export type LanePlace = Required<BoardPlace>

/** The others of a cell. */
const othersAt = (lanes: readonly Lane[], id: string, place: Omit<LanePlace, 'index'>) =>
  (lanes.find((lane) => lane.id === place.lane)?.cells.get(place.statusId) ?? []).filter(
    (task) => task.id !== id,
  )

/** How many cards a cell has with this one in it. */
export const sizeWith = (lanes: readonly Lane[], id: string, place: Omit<LanePlace, 'index'>) =>
  othersAt(lanes, id, place).length + 1

/** A place that the pointer has told by what is on screen: where a copy of the card stands before it, that does not count. */
export function withoutCopy(lanes: readonly Lane[], id: string, place: LanePlace): LanePlace {
  const cell = lanes.find((lane) => lane.id === place.lane)?.cells.get(place.statusId) ?? []
  const copy = cell.findIndex((task) => task.id === id)
  return copy >= 0 && copy < place.index ? { ...place, index: place.index - 1 } : place
}

/** The neighbour that tells the server where a place is; none in an empty cell. */
export function neighbourIn(lanes: readonly Lane[], id: string, place: LanePlace) {
  const others = othersAt(lanes, id, place)
  const after = others[place.index]
  if (after) return { beforeId: after.id }
  const before = others[place.index - 1]
  return before ? { afterId: before.id } : {}
}

interface Stepping {
  readonly lanes: readonly Lane[]
  readonly statusIds: readonly string[]
  readonly id: string
  /** Up and down go to the next lane at once. */
  readonly isFar?: boolean
}

/** The place one step further, or the same one at an edge: beyond the end of a cell is the lane above or below. */
export function steppedIn(
  { lanes, statusIds, id, isFar = false }: Stepping,
  from: LanePlace,
  direction: Direction,
): LanePlace {
  const room = (place: Omit<LanePlace, 'index'>) => othersAt(lanes, id, place).length
  if (direction === 'ArrowLeft' || direction === 'ArrowRight') {
    const at = statusIds.indexOf(from.statusId) + (direction === 'ArrowLeft' ? -1 : 1)
    const statusId = statusIds[at]
    if (!statusId) return from
    const place = { lane: from.lane, statusId }
    return { ...place, index: Math.min(from.index, room(place)) }
  }
  const by = direction === 'ArrowUp' ? -1 : 1
  const index = from.index + by
  if (!isFar && index >= 0 && index <= room(from)) return { ...from, index }
  // Nothing is part of itself: the lane of a parent is named after it.
  const others = lanes.filter((each) => each.id !== id)
  const lane = others[others.findIndex((each) => each.id === from.lane) + by]?.id
  if (!lane) return from
  const place = { lane, statusId: from.statusId }
  if (isFar) return { ...place, index: Math.min(from.index, room(place)) }
  return { ...place, index: by < 0 ? room(place) : 0 }
}

/** The lanes with a task at another place than where it is. */
export function placedIn(
  lanes: readonly Lane[],
  task: TaskRow,
  { from, place }: { from: string; place: LanePlace },
): Lane[] {
  return lanes.map((lane) => {
    if (lane.id !== from && lane.id !== place.lane) return lane
    const cells = new Map(lane.cells)
    if (lane.id === from)
      for (const [statusId, tasks] of cells)
        cells.set(
          statusId,
          tasks.filter(({ id }) => id !== task.id),
        )
    if (lane.id === place.lane) {
      const others = (cells.get(place.statusId) ?? []).filter(({ id }) => id !== task.id)
      cells.set(place.statusId, others.toSpliced(place.index, 0, task))
    }
    return laneOf(lane.id, cells)
  })
}
