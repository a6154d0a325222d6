import type { PrismaClient } from '#db/file'
import type { Archived, Missed } from './access.ts'
import type { Counters } from './counters.ts'
import type { Note } from './notes.ts'
import type { Storage } from './storage.ts'

/** What this service adds to `ctx`. */
export interface Own {
  readonly db: PrismaClient
  readonly storage: Storage
  readonly counters: Counters
  readonly limits: { readonly fileBytes: number; readonly projectBytes: number }
  readonly note: Note
  /** Asks task-service about rights we do not know of yet. */
  readonly missed: Missed
  /** Asks task-service about a project from before we listened for archiving. */
  readonly isArchived: Archived
}
