import type { Asker } from '../access.ts'
import type { TaskLog } from '../task-log/follow-task-log.ts'
import type { fileRow } from './file-row.ts'
import type { TellCounts } from './tell-counts.ts'

type Row = ReturnType<typeof fileRow>
export type FileEvent = 'file.ready' | 'file.changed' | 'file.trashed' | 'file.restored'

/** Tells task-service's log what somebody did to a file, for all who look at it. */
export type ReportFileEvent = (
  asker: Pick<Asker, 'user' | 'identity' | 'requestId' | 'traceparent'>,
  type: FileEvent,
  file: Row,
) => void

/** Not waited for and not repeated: whoever misses it sees the file at the next look. Who hears of it finds the task counted. */
export const reportTo =
  ({ tasks }: TaskLog, tellCounts: TellCounts): ReportFileEvent =>
  ({ user, identity, requestId, traceparent }, type, { id: fileId, projectId, taskId, name }) => {
    const note = { type, projectId, fileId, name, ...(taskId && { taskId }) }
    const context = { userId: user.id, requestId, traceparent, token: identity?.token }
    void tellCounts()
      .catch(() => null)
      .then(() => tasks.files.note.mutate(note, { context }))
      .catch(() => null)
  }
