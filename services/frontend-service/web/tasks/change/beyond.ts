import type { TaskFilter } from '../cache/columns.ts'

/** Tasks that were chosen by a filter and are not on screen. */
export interface Beyond {
  readonly ids: readonly string[]
  readonly filter: TaskFilter
  /** Whether some of what the filter finds has open parts that it does not find. */
  readonly hasOpenParts: boolean
}
