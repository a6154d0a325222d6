import type { Asker } from './access.ts'
import type { fileRow } from './file-row.ts'
import type { TaskLog } from './task-log.ts'

type Row = ReturnType<typeof fileRow>
export type Noted = 'file.ready' | 'file.changed' | 'file.trashed' | 'file.restored'

/** Tells task-service's log what somebody did to a file, for all who look at it. */
export type Note = (asker: Pick<Asker, 'user' | 'requestId'>, type: Noted, file: Row) => void

/** Not waited for and not repeated: whoever misses a note sees the file at the next look. */
export const noteAt =
  ({ tasks }: TaskLog): Note =>
  ({ user, requestId }, type, { id: fileId, projectId, taskId, name }) => {
    const note = { type, projectId, fileId, name, ...(taskId && { taskId }) }
    const context = { userId: user.id, requestId }
    void tasks.files.note.mutate(note, { context }).catch(() => null)
  }
