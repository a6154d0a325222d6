import type { Prisma } from '#db/file'
import { projectAccess } from '../../task-service/access-projection.ts'
import type { LogEvent } from '../../task-service/contract.ts'
import { taskEventOf } from '../../task-service/events.ts'

/** What an event of task-service's log means for who may see which files. Types of a later release are passed over; an
 *  event that lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, row: LogEvent) {
  const event = taskEventOf(row)
  if (!event) return
  await projectAccess(tx, event)
  if (event.type === 'task.created') {
    const { taskId: id, projectId } = event
    await tx.taskRef.createMany({ data: [{ id, projectId }], skipDuplicates: true })
  }
}

/** Forgets who may see what, for the log says it again. Projects, tasks and their files stay, even those that the log
 *  does not know any more. */
export async function forgetRights(tx: Prisma.TransactionClient) {
  await tx.parkedEvent.deleteMany()
  await tx.projectMember.deleteMany()
  await tx.member.deleteMany()
}
