import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { appError, notFound } from '../../chassis/trpc.ts'
import type { movedTask } from '../contract.ts'
import { recorded, type Tx } from '../events/event-log.ts'
import type { TaskRow } from '../lists/row.ts'
import { refuseUnassignable } from './assignable.ts'
import { aliveTask, conflict } from './change.ts'
import { withOpenParts } from './change-many.ts'
import { type CompletedTask, stands } from './complete.ts'
import { completedAtIn, type Destination, type Move, type Moving, moved } from './move.ts'
import { lockTree, refuseParent } from './subtasks.ts'
import { lockTasks, type TaskPatch, writeTasks } from './write-many.ts'

type Input = z.infer<typeof movedTask>

interface Into {
  readonly values: Pick<Input, 'priority' | 'assigneeIds' | 'labelIds' | 'parentId'>
  /** With `complete` its open parts at all levels are completed with it. */
  readonly subtasks: Input['subtasks']
  /** Of the task that the values were made of. */
  readonly version?: number
}

/** Moves a task and gives it other values, in one act: a place in another lane of a board is both. Of an older version it
 *  is refused as a change is, with both sides. */
export const moveInto = (
  ctx: Moving,
  { version, ...move }: Move,
  into: Into,
): Promise<CompletedTask> =>
  moved(ctx, move, (task, to) => {
    const hasNeighbour = 'statusId' in move.target && (move.target.beforeId ?? move.target.afterId)
    const isThere = to?.statusId === task.statusId && !hasNeighbour
    return write(ctx, task, { ...into, version, to: isThere ? undefined : to })
  })

interface Writing extends Into {
  /** Left out where the task stays where it is. */
  readonly to: Destination | undefined
}

/** Undefined where something has changed since the move was planned. */
function write(ctx: Moving, task: TaskRow, { values, subtasks, version, to }: Writing) {
  const { id, projectId } = task
  const actionId = randomUUID()
  const right = { at: { taskId: id }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, project, record) => {
    const { parentId } = values
    if (parentId && parentId !== task.parentId) await refuseParent(tx, project, { id, parentId })
    const isTree = subtasks === 'complete'
    const ids = isTree ? await treeOf(tx, task, to) : [id]
    const found = await lockTasks(tx, ctx.user, projectId, ids)
    const now = found.find((one) => one.id === id)
    if (!now || now.trashedAt) throw notFound()
    if (version !== undefined && version !== now.version)
      throw await conflict(tx, await aliveTask(tx, ctx.user, id), values)
    if (now.version !== task.version || now.rank !== task.rank) return undefined
    if (to && !(await stands(tx, projectId, to))) return undefined
    await refuseUnassignable(tx, project, values, now)
    const status = to && { statusId: to.statusId, group: to.changes.group[1] }
    const patches = found.map((one): readonly [typeof one, TaskPatch] => {
      if (one.id === id)
        return [
          one,
          { ...values, ...status, ...(to && { rank: to.rank, completedAt: to.completedAt }) },
        ]
      return [one, { ...status, completedAt: status && completedAtIn(status.group, one, ctx.now) }]
    })
    const written = await writeTasks(tx, patches, { user: ctx.user, now: ctx.now, record })
    const after = written.find((one) => one.id === id)
    if (!after) return { ...task, actionId: written.length > 0 ? actionId : null }
    const { trashedAt: _, ...row } = after
    return { ...row, actionId }
  }).catch((error: unknown) => {
    if (isRankTaken(error)) return undefined
    throw error
  })
}

/** The task and its open parts, which nobody changes meanwhile. */
async function treeOf(tx: Tx, { id, projectId }: TaskRow, to: Destination | undefined) {
  if (to?.changes.group[1] !== 'completed')
    throw appError('BAD_REQUEST', 'Parts are completed with a task that is completed', {
      fields: { subtasks: 'only where the task is completed' },
    })
  await lockTree(tx, projectId)
  return withOpenParts(tx, projectId, [id])
}

/** PostgreSQL's word for a value that another row has, as Prisma passes it on. */
const isRankTaken = (error: unknown) =>
  error instanceof Error && 'meta' in error && JSON.stringify(error.meta).includes('23505')
