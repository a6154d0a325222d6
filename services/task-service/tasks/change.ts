import type { Prisma } from '#db/task'
import { missing, refusal } from '../../chassis/trpc.ts'
import { type Asking, writableAt } from '../access.ts'
import { changesOf } from '../changes.ts'
import type { ChangedTask } from '../contract.ts'
import { recorded } from '../event-log.ts'
import { refuseStrangers } from './create.ts'
import { rowOf, shown } from './row.ts'

export interface Changing extends Asking {
  readonly now: Date
  readonly nudge: () => void
}

const detailed = { ...shown, description: true } satisfies Prisma.TaskSelect

/** Compare and set: a change made against an older version is refused with both sides. */
export async function changeTask(ctx: Changing, { id, version, ...input }: ChangedTask) {
  const project = await writableAt(ctx, { taskId: id }, 'member')
  await refuseStrangers(ctx, project, input)
  return recorded(ctx, async (tx, record) => {
    const before = await aliveTask(tx, id)
    if (before.version !== version) throw await conflict(tx, before, input)
    const changes = changesOf(before, input)
    if (Object.keys(changes).length === 0) return detailedRow(before)
    const { count } = await tx.task.updateMany({
      where: { id, version },
      data: { ...input, version: { increment: 1 }, updatedAt: ctx.now },
    })
    const after = await aliveTask(tx, id)
    if (count === 0) throw await conflict(tx, after, input)
    const place = { workspaceId: project.workspaceId, projectId: project.id, taskId: id }
    record({ type: 'task.updated', ...place, changes })
    return detailedRow(after)
  })
}

type Detailed = Prisma.TaskGetPayload<{ select: typeof detailed }>

const detailedRow = ({ description, ...row }: Detailed) => ({ ...rowOf(row), description })

async function aliveTask(tx: Prisma.TransactionClient, id: string) {
  const task = await tx.task.findUnique({ where: { id, trashedAt: null }, select: detailed })
  if (!task) throw missing()
  return task
}

/** Both sides of a 409: for each field, what the caller wanted and what stands; who changed the task last. */
async function conflict(
  tx: Prisma.TransactionClient,
  current: Detailed,
  input: Omit<ChangedTask, 'id' | 'version'>,
) {
  const last = await tx.event.findFirst({
    where: { taskId: current.id },
    orderBy: { id: 'desc' },
    select: { actorId: true, at: true },
  })
  const changed = Object.fromEntries(
    Object.entries(changesOf(current, input)).map(([field, [theirs, yours]]) => [
      field,
      { yours, theirs },
    ]),
  )
  return refusal('CONFLICT', 'This task was changed meanwhile', {
    conflict: { version: current.version, changed, by: last?.actorId, at: last?.at },
  })
}
