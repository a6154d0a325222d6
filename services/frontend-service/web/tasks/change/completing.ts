import type { TaskRow } from '../task.ts'
import { statusOf } from './offer-undo.ts'
import { question } from './question.ts'

/** Tasks with open parts that somebody completes, waiting for a decision. */
export interface Completing {
  /** Of the first one. */
  key: string
  count: number
  /** Open parts at all levels; of many tasks, at least one. */
  open: number
  onlyThese: () => void
  withSubtasks: () => void
}

/** Are open parts completed too? */
export const { ask: askAboutSubtasks, useAsked: useCompleting } = question<Completing>()

export const isCompletion = (projectId: string, statusId: string | undefined) =>
  statusId !== undefined && statusOf(projectId, statusId)?.group === 'completed'

/** How many parts stay open when tasks are completed: of what is below the topmost ones, all but the tasks themselves. */
export function openParts(tasks: readonly TaskRow[]) {
  const ids = new Set(tasks.map(({ id }) => id))
  const isPart = ({ parentId }: TaskRow) => parentId !== null && ids.has(parentId)
  const isOpen = ({ projectId, statusId }: TaskRow) => {
    const group = statusOf(projectId, statusId)?.group
    return group !== 'completed' && group !== 'cancelled'
  }
  const below = tasks.filter((task) => !isPart(task)).map(({ subtasks }) => subtasks?.open ?? 0)
  const chosen = tasks.filter((task) => isPart(task) && isOpen(task)).length
  return below.reduce((sum, open) => sum + open, 0) - chosen
}
