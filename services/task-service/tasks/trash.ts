import { missing } from '../../chassis/trpc.ts'
import { writableAt } from '../access.ts'
import { recorded } from '../event-log.ts'
import type { Changing } from './change.ts'
import { rowOf, shown } from './row.ts'

/** Into the trash (`trashedAt` a time) or back out of it (null). Doing so twice changes nothing. */
export async function setTrashed(ctx: Changing, id: string, trashedAt: Date | null) {
  const { id: projectId, workspaceId } = await writableAt(ctx, { taskId: id }, 'member')
  return recorded(ctx, async (tx, record) => {
    const { count } = await tx.task.updateMany({
      where: { id, projectId, trashedAt: trashedAt ? null : { not: null } },
      data: { trashedAt, updatedAt: ctx.now, version: { increment: 1 } },
    })
    const task = await tx.task.findUnique({ where: { id }, select: shown })
    if (!task) throw missing()
    const type = trashedAt ? 'task.trashed' : 'task.restored'
    if (count > 0) record({ type, workspaceId, projectId, taskId: id, changes: {} })
    return rowOf(task)
  })
}
