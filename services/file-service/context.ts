import type { PrismaClient } from '#db/file'
import type { BackendContext } from '../chassis/trpc.ts'
import type { Archived, RefreshAccess } from './access.ts'
import type { Counters } from './counters.ts'
import type { Storage } from './storage/storage.ts'
import type { ReportFileEvent } from './task-log/report-file-event.ts'

/** `ctx` of every procedure and raw route. */
export type Context = BackendContext & Dependencies

/** What this service adds to `ctx`. */
export interface Dependencies {
  readonly db: PrismaClient
  readonly storage: Storage
  readonly counters: Counters
  readonly limits: { readonly fileBytes: number; readonly projectBytes: number }
  readonly report: ReportFileEvent
  /** Asks task-service about rights we do not know of yet. */
  readonly refreshAccess: RefreshAccess
  /** Asks task-service about a project from before we listened for archiving. */
  readonly isArchived: Archived
}
