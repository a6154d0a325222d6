import type { PrismaClient } from '#db/task'
import type { Pool } from '../chassis/database.ts'
import type { FeedNews } from '../chassis/feed/feed.ts'
import type { Sealing } from '../chassis/tokens/sealing.ts'
import type { Directory } from './filter/directory.ts'
import type { AddressRules } from './webhooks/address.ts'

/** What this service adds to `ctx`. */
export interface Context {
  readonly db: PrismaClient
  readonly pool: Pool
  readonly news: FeedNews
  /** Connections of its own for what other services follow: however much people ask, rights taken away arrive. */
  readonly feedPool: Pool
  /** Tells followers of the event log that there is something new. */
  readonly nudge: () => void
  /** Reads user-service's feed now: someone may have joined a moment ago. */
  readonly pullMembers: () => Promise<unknown>
  /** Names of people, where a filter has some. */
  readonly directory: Directory
  readonly webhooks: {
    readonly keys: Sealing
    readonly rules: AddressRules
    /** Sends what was put in by hand. */
    readonly soon: () => void
    /** Tells the audit log what was done to them. */
    readonly tellSoon: () => void
  }
  /** How long a task stays in the trash, in milliseconds. */
  readonly trashKeptMs: number
  /** Gives the tasks of a project new short ranks: now, or in the background. */
  readonly ranks: {
    readonly renew: (projectId: string) => Promise<void>
    readonly renewSoon: (...projectIds: string[]) => void
  }
}
