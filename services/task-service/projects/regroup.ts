import type { Group } from '../contract.ts'
import { diff } from '../events/diff.ts'
import type { Recording, Tx } from '../events/event-log.ts'
import { archivedAtIn, completedAtIn, isClosed, moveTypeOf } from '../tasks/move.ts'

interface Regrouping {
  readonly projectId: string
  readonly id: string
  readonly from: Group
  readonly to: Group
  readonly now: Date
}

/** What a status of another group means for its tasks: they are completed with it or open again, each with an event. */
export async function regroup(tx: Tx, record: Recording, status: Regrouping) {
  const { projectId, id, from, to, now } = status
  const where = { projectId, statusId: id }
  const tasks = await tx.task.findMany({
    where,
    select: { id: true, completedAt: true, archivedAt: true },
  })
  await tx.task.updateMany({
    where,
    data: {
      ...{ updatedAt: now, version: { increment: 1 } },
      completedAt: to === 'completed' ? now : null,
      ...(!isClosed(to) && { archivedAt: null }),
    },
  })
  for (const task of tasks) {
    const completedAt = task.completedAt?.toISOString() ?? null
    const archivedAt = task.archivedAt?.toISOString() ?? null
    const changes = {
      ...{ statusId: [id, id], group: [from, to] },
      completedAt: [completedAt, completedAtIn(to, { completedAt }, now)],
      ...diff({ archivedAt }, { archivedAt: archivedAtIn(to, { archivedAt }) }),
    } satisfies Parameters<Recording>[1]
    record(moveTypeOf(from, to), changes, { taskId: task.id })
  }
}
