import type { Column } from '../cache/columns.ts'
import { planWords } from '../fields/plan-words.ts'
import type { Project, TaskRow } from '../task.ts'

/** Tasks of groups that have been read, each once. */
export const tasksIn = (groups: readonly Column[]): TaskRow[] => [
  ...new Map(groups.flatMap(({ tasks }) => tasks.map((task) => [task.id, task]))).values(),
]

export const isWhole = (groups: readonly Column[]) =>
  groups.every(({ nextCursor }) => nextCursor === null)

/** Quarters are whole in binary: nothing is lost. */
export const estimateOf = (tasks: readonly TaskRow[]) =>
  tasks.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0)

/** `49점`. */
export const inUnits = ({ estimateUnit }: Pick<Project, 'estimateUnit'>, size: number) =>
  planWords().sized(size, estimateUnit)

/** The estimates of groups together, once all of their tasks have been read: what is not known is not told. */
export function sumIn(project: Pick<Project, 'estimateUnit'>, groups: readonly Column[]) {
  const sum = isWhole(groups) ? estimateOf(tasksIn(groups)) : 0
  return sum > 0 ? inUnits(project, sum) : null
}
