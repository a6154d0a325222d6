import type { Prisma } from '#db/analytics'
import { projectAccess } from '../../task-service/access-projection.ts'
import { type LogRow, taskEventOf } from '../../task-service/events.ts'
import { addStatuses, removeStatuses } from './status-projection.ts'
import { projectTasks, removeTasks } from './task-projection.ts'

/** What a page of task-service's log means for the figures. Types of a later release are passed over; an event that lacks
 *  what it needs throws, and is set aside in the end.
 *  Kinds are applied one after the other: a status stands before the first task enters it and until the last has left. */
export async function apply(tx: Prisma.TransactionClient, rows: readonly LogRow[]) {
  const events = rows.flatMap((row) => taskEventOf(row) ?? [])
  await projectAccess(tx, events)
  await addStatuses(tx, events)
  await projectTasks(tx, events)
  await removeTasks(tx, events)
  await removeStatuses(tx, events)
}
