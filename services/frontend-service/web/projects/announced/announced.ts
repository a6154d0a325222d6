import { factsOf } from '../../failures.ts'
import type { Outputs } from '../../trpc.ts'

export type Effects = Outputs['task']['readers']['ifMember']

/** A change of who may do what. */
export interface Announced {
  title: string
  /** What else it means, in a sentence. */
  lead?: string
  /** As its button says it. */
  action: string
  preview: () => Promise<Effects>
  /** With the mark of what was announced. Whatever fails is told by it, but that the mark does not hold. */
  save: (announced: string) => Promise<unknown>
}

/** Whether something else was announced than would be done. */
export const isLate = (error: unknown) => factsOf(error).reason === 'announced'
