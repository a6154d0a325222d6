import { randomUUID } from 'node:crypto'
import { appError, notFound } from '../../chassis/trpc.ts'
import { group } from '../contract.ts'
import { type Acting, recorded, type Tx } from '../events/event-log.ts'
import { COMPLETED_AT_ONCE } from '../limits.ts'
import { rowOf, shown, type TaskRow, tiesOf } from '../lists/row.ts'
import { noStatus } from './no-status.ts'

/** A task, and the act that completed it; null where it was so already. */
export interface CompletedTask extends TaskRow {
  actionId: string | null
}

interface Completing {
  readonly id: string
  readonly version?: number
}

/** Completes a task and its open parts at all levels, in one act. */
export const completeTree = (ctx: Acting, { id, version }: Completing): Promise<CompletedTask> => {
  const actionId = randomUUID()
  const right = { at: { taskId: id }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, project, record) => {
    const tree = await held(tx, id)
    const top = tree.find((task) => task.id === id)
    if (!top) throw notFound()
    if (version !== undefined && version !== top.version)
      throw appError('CONFLICT', 'This task was moved or changed meanwhile', {
        conflict: { version: top.version, changed: {} },
      })
    const target = await tx.status.findFirst({
      where: { projectId: project.id, group: 'completed' },
      orderBy: { rank: 'asc' },
      select: { id: true },
    })
    if (!target) throw await noStatus(tx, project.id, undefined)
    const parts = tree.filter((task) => task.id !== id && isOpen(task.status))
    const closing = top.status.group === 'completed' ? parts : [top, ...parts]
    if (closing.length > COMPLETED_AT_ONCE)
      throw appError('BAD_REQUEST', `Tasks completed at once: at most ${COMPLETED_AT_ONCE}`, {
        limit: COMPLETED_AT_ONCE,
        reason: 'too_many_tasks',
      })
    await tx.task.updateMany({
      where: { id: { in: closing.map((task) => task.id) } },
      data: {
        ...{ statusId: target.id, completedAt: ctx.now, updatedAt: ctx.now },
        version: { increment: 1 },
      },
    })
    for (const task of closing)
      record(
        'task.closed',
        {
          statusId: [task.statusId, target.id],
          group: [group.parse(task.status.group), 'completed'],
          completedAt: [null, ctx.now.toISOString()],
        },
        { taskId: task.id },
      )
    const found = await tx.task.findUniqueOrThrow({ where: { id }, select: shown })
    const row = rowOf(found, await tiesOf(tx, ctx.user, id))
    return { ...row, actionId: closing.length > 0 ? actionId : null }
  })
}

const isOpen = ({ group }: { group: string }) => group !== 'completed' && group !== 'cancelled'

/** A task and all its parts as they are once nobody else can change them. */
async function held(tx: Tx, id: string) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive tree as (
      select t.id from "Task" t where t.id = ${id}::uuid and t."trashedAt" is null
      union all
      select c.id from tree, lateral (
        select n.id from "Task" n where n."parentId" = tree.id and n."trashedAt" is null offset 0) c)
    select id from "Task" where id = any(array(select id from tree)) order by id for no key update`
  return tx.task.findMany({
    where: { id: { in: rows.map((row) => row.id) }, trashedAt: null },
    select: { id: true, statusId: true, version: true, status: { select: { group: true } } },
  })
}
