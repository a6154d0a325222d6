import type { PrismaClient } from '#db/file'
import type { TransferShares } from '../chassis/shares/transfer-shares.ts'
import type { BackendContext } from '../chassis/trpc.ts'
import type { Archived, ConfirmAccess, GivenTasks, RefreshAccess } from './access.ts'
import type { Counters } from './counters.ts'
import type { ReportFileEvent } from './files/report-file-event.ts'
import type { Storage } from './storage/storage.ts'

/** `ctx` of every procedure and raw route. */
export type Context = BackendContext & Dependencies
export type SignedInContext = Context & { readonly user: { readonly id: string } }

/** What this service adds to `ctx`. */
interface Dependencies {
  readonly db: PrismaClient
  readonly storage: Storage
  readonly counters: Counters
  readonly limits: Limits
  /** Everybody's share of the transfers that may be under way. */
  readonly transfers: TransferShares
  readonly report: ReportFileEvent
  /** Asks task-service about rights we do not know of yet. */
  readonly refreshAccess: RefreshAccess
  /** Asks task-service whether a right stands that was there when an upload began. */
  readonly confirmAccess: ConfirmAccess
  /** Asks task-service which tasks somebody was given alone. */
  readonly givenTasks: GivenTasks
  /** Asks task-service about a project from before we listened for archiving. */
  readonly isArchived: Archived
}

export interface Limits {
  readonly fileBytes: number
  readonly projectBytes: number
  /** What one person's announced uploads may reserve together, in bytes. */
  readonly reservedBytes: number
  /** How long an announced upload keeps its room while nothing comes, in milliseconds. */
  readonly reservedMs: number
  /** Longest silence in a running upload, in milliseconds. */
  readonly idleMs: number
}
