import type { TaskRow } from '../task.ts'
import { question } from './question.ts'

/** A change that somebody else's change overtook, waiting for a decision. */
export interface Conflict {
  task: TaskRow
  field: string
  mine: unknown
  theirs: unknown
  by: string | null
  keepMine: () => void
  keepTheirs?: () => void
}

/** Which of both stays? */
export const { ask: askAbout, useAsked: useConflict } = question<Conflict>()
