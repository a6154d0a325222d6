import type { PrismaClient } from '#db/user'
import type { Pool } from '../chassis/database.ts'
import type { FeedNews } from '../chassis/feed.ts'
import type { Hashing } from './hasher.ts'
import type { SignUpLimit } from './sign-up-limit.ts'
import type { Throttle } from './throttle.ts'

/** What this service adds to `ctx`. */
export interface Own {
  readonly db: PrismaClient
  readonly pool: Pool
  /** Connections of its own for the feed: however much people ask, rights taken away arrive. */
  readonly feedPool: Pool
  readonly hashing: Hashing
  readonly throttle: Throttle
  readonly signUps: SignUpLimit
  readonly news: FeedNews
  /** Tells followers of the feed to look; never waited for. */
  readonly nudge: () => void
}
