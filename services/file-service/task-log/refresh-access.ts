import type { PrismaClient } from '#db/file'
import type {
  AccessTarget,
  Archived,
  Asker,
  ConfirmAccess,
  GivenTasks,
  RefreshAccess,
} from '../access.ts'
import type { TaskLog } from './follow-task-log.ts'

/** Asks task-service whether there is a right that has not reached us. Only the log grants it here: an answer that
 *  crosses a removal on its way must not outlive it. */
export const refreshAccess =
  (db: PrismaClient, log: TaskLog): RefreshAccess =>
  async (asker, place) => {
    const asked = await targetOf(db, place)
    try {
      const right = await log.tasks.access.role.query(
        { userId: asker.user.id, ...asked },
        { context: contextOf(asker) },
      )
      if (!right) return false
      await log.catchUp()
      return true
    } catch {
      return 'unknown'
    }
  }

/** Before the end of something that took long. What the log says of the right is known here afterwards; without
 *  task-service what we know stands. */
export const confirmAccess =
  (log: TaskLog): ConfirmAccess =>
  async (asker, projectId) => {
    try {
      const asked = { userId: asker.user.id, projectId, fresh: true }
      const right = await log.tasks.access.role.query(asked, { context: contextOf(asker) })
      if (!right) return false
      await log.catchUp()
    } catch {
      return true
    }
    return true
  }

/** Asks once and keeps the answer, unless the log was quicker: what it says is newer. */
export const askArchived =
  (db: PrismaClient, log: TaskLog): Archived =>
  async (asker, projectId) => {
    try {
      const asked = { userId: asker.user.id, projectId }
      const right = await log.tasks.access.role.query(asked, { context: contextOf(asker) })
      if (!right) return false
      const { archived } = right
      const where = { id: projectId, archived: null }
      const { count } = await db.project.updateMany({ where, data: { archived } })
      if (count > 0) return archived
      const known = await db.project.findUnique({
        where: { id: projectId },
        select: { archived: true },
      })
      return known?.archived ?? archived
    } catch {
      return false
    }
  }

/** Asked each time. Nothing to ask is asked as well, for the answer must take as long as for what may not be seen. */
export const askGiven =
  ({ tasks }: TaskLog): GivenTasks =>
  async (asker, taskIds) => {
    try {
      const asked = { userId: asker.user.id, taskIds: [...taskIds] }
      return await tasks.access.given.query(asked, { context: contextOf(asker) })
    } catch {
      return undefined
    }
  }

/** Files are ours: task-service is asked about their project. It is asked about a file that is not there as well, for
 *  the answer must take as long as for one that may not be seen. */
async function targetOf(db: PrismaClient, place: AccessTarget) {
  if (!('fileId' in place)) return place
  const where = { id: place.fileId }
  const file = await db.file.findUnique({ where, select: { projectId: true } })
  return file ?? { projectId: place.fileId }
}

const contextOf = ({ user, requestId, deadline, traceparent }: Asker) => ({
  userId: user.id,
  requestId,
  deadline,
  traceparent,
})
