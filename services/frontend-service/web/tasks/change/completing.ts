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
