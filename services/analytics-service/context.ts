import type { Pool } from '../chassis/database.ts'
import type { Freshness } from './task-log/freshness.ts'

/** What this service adds to `ctx`. */
export interface Context {
  readonly pool: Pool
  readonly freshness: Freshness
  /** Applies what happened since; resolves when there is nothing more. */
  readonly catchUp: () => Promise<void>
}
