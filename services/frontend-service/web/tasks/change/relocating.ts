import type { Beyond } from './beyond.ts'
import { question } from './question.ts'

/** Tasks of a project that somebody means to move to another one. */
export interface Relocating {
  readonly projectId: string
  readonly tasks: readonly { readonly id: string; readonly key: string }[]
  readonly beyond?: Beyond
  /** Before they go out of view. */
  readonly onMove?: () => void
}

/** Where do they go? */
export const { ask: askWhereTo, useAsked: useRelocating } = question<Relocating>()
