import type { ManyChange } from '../cache/action.ts'
import type { TaskRow } from '../task.ts'
import type { Beyond } from './beyond.ts'
import { question } from './question.ts'

/** A change of many tasks that some of them refuse, waiting for a decision about the others. */
export interface Refused {
  readonly tasks: readonly TaskRow[]
  readonly change: ManyChange
  readonly beyond?: Beyond
  readonly refused: readonly {
    id: string
    key: string | null
    title?: string | null
    reason: string
  }[]
}

/** Are the others changed? */
export const { ask: askAboutRefused, useAsked: useRefused } = question<Refused>()
