import type { Pool } from '../chassis/database.ts'
import type { Freshness } from './freshness.ts'

/** What this service adds to `ctx`. */
export interface Own {
  readonly pool: Pool
  readonly freshness: Freshness
  /** Applies what happened since; resolves when there is nothing more. */
  readonly catchUp: () => Promise<void>
}
