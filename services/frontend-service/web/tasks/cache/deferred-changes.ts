import type { Board, TaskRow } from '../task.ts'
import { type Column, isOfSorted } from './columns.ts'

/** What others did to the tasks on screen that is not shown yet. */
export interface Waiting {
  come: number
  others: number
  ids: string[]
}

export const isNews = ({ come, others }: Waiting) => come + others > 0

type Rows = ReadonlyMap<string, TaskRow>

const rowsOf = ({ columns }: Board): Rows =>
  new Map(columns.flatMap(({ tasks }) => tasks.map((task) => [task.id, task])))

/** Whether a task that has changed has the same place among those of its column. */
export type StaysWithin = (before: TaskRow, after: TaskRow) => boolean

/** The places of one board with the contents of a newer one. */
export function keepPlaces(kept: Board, next: Board, staysWithin: StaysWithin): Board {
  if (kept === next) return kept
  const [before, after] = [rowsOf(kept), rowsOf(next)]
  const columns = kept.columns.map((column): Column => {
    const now = next.columns.find(({ statusId }) => statusId === column.statusId)
    const tasks = column.tasks.map((task) => {
      const row = after.get(task.id)
      const isHere = row && (kept.groupBy || row.statusId === task.statusId)
      return isHere && staysWithin(task, row) ? row : task
    })
    const more = now?.tasks.filter((task, at) => isReadOn(column, task, at, before)) ?? []
    return { ...column, tasks: [...tasks, ...more], nextCursor: now?.nextCursor ?? null }
  })
  return { ...next, columns }
}

/** It lies beyond what was known, so that it is no news but the next page. */
function isReadOn({ nextCursor, tasks }: Column, { id, rank }: TaskRow, at: number, before: Rows) {
  if (nextCursor === null || before.has(id)) return false
  return isOfSorted(nextCursor) ? at >= tasks.length : rank > nextCursor
}

/** How a newer board differs in its places. */
export function deferredChanges(kept: Board, next: Board, staysWithin: StaysWithin): Waiting {
  if (kept === next) return { come: 0, others: 0, ids: [] }
  const [before, after] = [rowsOf(kept), rowsOf(next)]
  const comes = next.columns.flatMap(({ statusId, tasks }) => {
    const column = kept.columns.find((each) => each.statusId === statusId)
    return tasks.filter(
      (task, at) => !before.has(task.id) && !(column && isReadOn(column, task, at, before)),
    )
  })
  const goes = [...before.keys()].filter((id) => !after.has(id))
  const moves = kept.columns.flatMap(({ statusId, tasks }) => {
    const known = tasks.filter(({ id }) => after.has(id))
    const now = next.columns.find((column) => column.statusId === statusId)?.tasks
    const isHere = (task: TaskRow) => {
      const row = after.get(task.id)
      if (!row || !staysWithin(task, row)) return false
      return kept.groupBy ? now?.some(({ id }) => id === task.id) : row.statusId === statusId
    }
    const stays = known.filter(isHere)
    const left = known.filter((task) => !isHere(task))
    return [...left, ...outOfOrder(stays, after)]
  })
  return {
    come: comes.length,
    others: goes.length + moves.length,
    ids: [...comes, ...moves].map(({ id }) => id),
  }
}

/** Tasks with another rank in a column whose order has changed: new ranks alone move nothing. */
function outOfOrder(tasks: TaskRow[], after: Rows) {
  const ranks = tasks.map(({ id }) => after.get(id)?.rank ?? '')
  const isSorted = ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? '') <= rank)
  return isSorted ? [] : tasks.filter(({ id, rank }) => after.get(id)?.rank !== rank)
}
