import { randomUUID } from 'node:crypto'
import { notFound } from '../../chassis/trpc.ts'
import { type Acting, recorded } from '../events/event-log.ts'
import { rowOf, shown, tiesOf } from '../lists/row.ts'

/** Into the trash (`trashedAt` a time) or back out of it (null). Doing so twice changes nothing. */
export const setTrashed = (ctx: Acting, id: string, trashedAt: Date | null) => {
  const actionId = randomUUID()
  const right = { at: { taskId: id }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, _project, record) => {
    const { count } = await tx.task.updateMany({
      where: { id, trashedAt: trashedAt ? null : { not: null } },
      data: { trashedAt, updatedAt: ctx.now, version: { increment: 1 } },
    })
    const task = await tx.task.findUnique({ where: { id }, select: shown })
    if (!task) throw notFound()
    if (count > 0) record(trashedAt ? 'task.trashed' : 'task.restored', {}, { taskId: id })
    const row = rowOf(task, await tiesOf(tx, ctx.user, id))
    return { ...row, actionId: count > 0 ? actionId : null }
  })
}
