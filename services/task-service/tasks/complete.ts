import { randomUUID } from 'node:crypto'
import { appError, notFound } from '../../chassis/trpc.ts'
import { group } from '../contract.ts'
import { recorded, type Tx } from '../events/event-log.ts'
import { COMPLETED_AT_ONCE } from '../limits.ts'
import { rowOf, shown, type TaskRow, tiesOf } from '../lists/row.ts'
import { type Destination, isClosed, type Move, type Moving, moved } from './move.ts'
import { lockTree } from './subtasks.ts'

/** A task, and the act that completed it; null where it was so already. */
export interface CompletedTask extends TaskRow {
  actionId: string | null
}

/** Completes a task and its open parts at all levels, in one act: the task comes to where it is moved, its parts to the
 *  same status. */
export const completeTree = (ctx: Moving, move: Move): Promise<CompletedTask> =>
  moved(ctx, move, (task, to) => write(ctx, task, to))

/** Undefined where something has changed since the move was planned. */
function write(ctx: Moving, task: TaskRow, to: Destination | undefined) {
  const { id, projectId } = task
  const actionId = randomUUID()
  const right = { at: { taskId: id }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, _, record) => {
    // Nobody changes meanwhile what is part of it.
    await lockTree(tx, projectId)
    const tree = await held(tx, id)
    const top = tree.find((each) => each.id === id)
    if (!top) throw notFound()
    // Ranks are renewed without a new version.
    if (top.version !== task.version || top.rank !== task.rank) return undefined
    if (to && !(await stands(tx, projectId, to))) return undefined
    const [, into] = to?.changes.group ?? [top.status.group, top.status.group]
    if (into !== 'completed')
      throw appError('BAD_REQUEST', 'Parts are completed with a task that is completed', {
        fields: { subtasks: 'only where the task is completed' },
      })
    const parts = tree.filter((each) => each.id !== id && !isClosed(each.status.group))
    if (parts.length + (to ? 1 : 0) > COMPLETED_AT_ONCE)
      throw appError('BAD_REQUEST', `Tasks completed at once: at most ${COMPLETED_AT_ONCE}`, {
        limit: COMPLETED_AT_ONCE,
        reason: 'too_many_tasks',
      })
    const statusId = to?.statusId ?? task.statusId
    const written = { statusId, updatedAt: ctx.now, version: { increment: 1 } }
    if (to) {
      const { rank, completedAt, type, changes } = to
      await tx.task.update({ where: { id }, data: { ...written, rank, completedAt } })
      record(type, changes, { taskId: id })
    }
    await tx.task.updateMany({
      where: { id: { in: parts.map((part) => part.id) } },
      data: { ...written, completedAt: ctx.now },
    })
    for (const part of parts)
      record(
        'task.closed',
        {
          statusId: [part.statusId, statusId],
          group: [group.parse(part.status.group), 'completed'],
          completedAt: [null, ctx.now.toISOString()],
        },
        { taskId: part.id },
      )
    const found = await tx.task.findUniqueOrThrow({ where: { id }, select: shown })
    const row = rowOf(found, await tiesOf(tx, ctx.user, id))
    return { ...row, actionId: to || parts.length > 0 ? actionId : null }
  }).catch((error: unknown) => {
    if (isOvertaken(error)) return undefined
    throw error
  })
}

/** Whether the status still means what it did, and tasks still have the ranks between which one was found. */
export async function stands(tx: Tx, projectId: string, { statusId, changes, ranks }: Destination) {
  const [row] = await tx.$queryRaw<{ stand: boolean }[]>`
    select ranks_stand(${projectId}::uuid, ${ranks}::text[])
       and status_stands(${projectId}::uuid, ${statusId}::uuid, ${changes.group[1]}) as stand`
  return row?.stand
}

/** Prisma's words for a rank that another task has by now, and for a status that is gone. */
const isOvertaken = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'P2002' || error.code === 'P2003')

/** A task and its open parts as they are once nobody else can change them, or more of them than are completed at once. */
async function held(tx: Tx, id: string) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive tree as (
      select t.id from "Task" t where t.id = ${id}::uuid and t."trashedAt" is null
      union all
      select c.id from tree, lateral (
        select n.id from "Task" n where n."parentId" = tree.id and n."trashedAt" is null offset 0) c)
    select id from "Task" where id = any(array(
      select t.id from tree join "Task" t using (id) join "Status" s on s.id = t."statusId"
       where t.id = ${id}::uuid or s."group" not in ('completed', 'cancelled')
       order by t.id <> ${id}::uuid limit ${COMPLETED_AT_ONCE + 2}))
     order by id for no key update`
  return tx.task.findMany({
    where: { id: { in: rows.map((row) => row.id) }, trashedAt: null },
    select: {
      id: true,
      statusId: true,
      version: true,
      rank: true,
      status: { select: { group: true } },
    },
  })
}
