import type { Prisma } from '#db/analytics'
import { projectAccess } from '../../task-service/access-projection.ts'
import type { LogEvent } from '../../task-service/contract.ts'
import { taskEventOf } from '../../task-service/events.ts'
import { projectTask } from './task-projection.ts'

/** What an event of task-service's log means for the figures. Types of a later release are passed over; an event that
 *  lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, row: LogEvent) {
  const event = taskEventOf(row)
  if (!event) return
  await projectAccess(tx, event)
  await projectTask(tx, event)
}
