import { z } from 'zod'
import type { Prisma } from '#db/analytics'
import { id } from '../chassis/text.ts'
import type { LogEvent } from '../task-service/contract.ts'
import { after, before, type Effect } from './log-event.ts'

const status = z.object({ id, name: z.string(), group: z.string(), rank: z.number() })
const place = z.object({ projectId: id, taskId: id })
const created = z.object({
  key: z.string(),
  title: z.string(),
  statusId: id,
  dueDate: z.string().nullish(),
})
const edited = z.object({ title: z.string().optional(), dueDate: z.string().nullish() })
const moved = z.object({ statusId: id.optional() })

const change =
  (data: (event: LogEvent) => Prisma.TaskFactUpdateInput): Effect =>
  (tx, event) =>
    tx.taskFact.update({ where: { id: place.parse(event).taskId }, data: data(event) })

const enter: Effect = async (tx, event) => {
  const { statusId } = moved.parse(after(event))
  const isElsewhere = statusId !== before(event).statusId
  if (statusId && isElsewhere) await entered(tx, event, statusId)
}

/** Events that change what the charts count. */
export const taskEffects: Record<string, Effect> = {
  'status.created': async (tx, event) => {
    const { projectId } = place.pick({ projectId: true }).parse(event)
    await tx.status.create({
      data: { projectId, ...status.parse(after(event)) },
      select: { id: true },
    })
  },
  'status.updated': async (tx, event) => {
    const { id: statusId, ...data } = status.partial().parse(after(event))
    await tx.status.update({ where: { id: statusId ?? '' }, data })
  },
  'status.deleted': async (tx, event) => {
    const { id: statusId } = status.pick({ id: true }).parse(before(event))
    await tx.status.delete({ where: { id: statusId } })
  },
  'task.created': async (tx, event) => {
    const { projectId, taskId } = place.parse(event)
    await tx.taskFact.create({
      data: { id: taskId, projectId, createdAt: event.at, ...created.parse(after(event)) },
      select: { id: true },
    })
    await enter(tx, event)
  },
  'task.updated': change((event) => edited.parse(after(event))),
  'task.moved': enter,
  'task.closed': enter,
  'task.reopened': enter,
  'task.trashed': change(({ at }) => ({ trashedAt: at })),
  'task.restored': change(() => ({ trashedAt: null })),
}

/** Starts the span of a status and moves the clocks: the cycle begins with the first `started` status and ends with
 *  the last entry into `completed`. */
async function entered(tx: Prisma.TransactionClient, event: LogEvent, statusId: string) {
  const { taskId } = place.parse(event)
  const { at, seq } = event
  const { group } = await tx.status.findUniqueOrThrow({
    where: { id: statusId },
    select: { group: true },
  })
  await tx.statusSpan.updateMany({ where: { taskId, leftAt: null }, data: { leftAt: at } })
  await tx.statusSpan.create({ data: { taskId, seq, statusId, enteredAt: at } })
  const task = await tx.taskFact.findUniqueOrThrow({
    where: { id: taskId },
    select: { startedAt: true, completedAt: true },
  })
  await tx.taskFact.update({
    where: { id: taskId },
    data: {
      statusId,
      startedAt: task.startedAt ?? (group === 'started' ? at : null),
      completedAt: group === 'completed' ? (task.completedAt ?? at) : null,
    },
    select: { id: true },
  })
}
