import type { z } from 'zod'
import type { Prisma } from '#db/task'
import { missing, refusal } from '../../chassis/trpc.ts'
import { archived, writableAt } from '../access.ts'
import type { Group, movedTask } from '../contract.ts'
import { type Changes, recorded } from '../event-log.ts'
import { RANK_LONG, RANK_MAX, rankBetween, rankOf } from '../ranks.ts'
import type { Changing } from './change.ts'
import { noStatus } from './no-status.ts'
import type { RankRenewal } from './renew-ranks.ts'
import { rowOf, shown } from './row.ts'

/** Where a task goes: a status by id, or the first one of a group. */
type Target =
  | Pick<z.infer<typeof movedTask>, 'statusId' | 'beforeId' | 'afterId'>
  | { readonly group: Group }

interface Move {
  readonly id: string
  readonly version?: number
  readonly target: Target
}

interface Moving extends Changing {
  readonly ranks: RankRenewal
}

/** Where the neighbours leave room for a long rank only, theirs are renewed first. */
export async function moveTask(ctx: Moving, move: Move) {
  const project = await writableAt(ctx, { taskId: move.id }, 'member')
  const attempt = () => moveIn(ctx, project, move)
  const moved = (await attempt()) ?? (await ctx.ranks.renew(project.id).then(attempt))
  if (!moved) throw new Error('Renewed ranks left no room')
  if (moved.rank.length > RANK_LONG) ctx.ranks.renewSoon(project.id)
  return moved
}

interface Place {
  readonly id: string
  readonly workspaceId: string
}

/** Moves hold the project's row, so neighbours stand still while a rank is made between them. Undefined, and nothing
 *  is done, where the rank would be too long. */
function moveIn(ctx: Moving, { id: projectId, workspaceId }: Place, { id, version, target }: Move) {
  return recorded(ctx, async (tx, record) => {
    const [project] = await tx.$queryRaw<{ lastNumber: number; archivedAt: Date | null }[]>`
      select "lastNumber", "archivedAt" from "Project" where id = ${projectId}::uuid for update`
    const task = await tx.task.findUnique({
      where: { id, projectId, trashedAt: null },
      select: { ...shown, status: { select: { id: true, group: true } } },
    })
    if (!task || !project) throw missing()
    if (project.archivedAt) throw archived()
    if (version !== undefined && version !== task.version)
      throw refusal('CONFLICT', 'This task was moved or changed meanwhile', {
        conflict: { version: task.version, changed: {} },
      })
    const { status: from, ...before } = task
    if ('group' in target && isThere(from.group, target.group)) return rowOf(before)
    const status = await statusAt(tx, projectId, target)
    const rank = await rankAt(tx, { ...before, lastNumber: project.lastNumber }, status.id, target)
    if (status.id === from.id && rank === before.rank) return rowOf(before)
    if (rank !== before.rank && rank.length > RANK_MAX) return
    const isCompleted = status.group === 'completed'
    const completedAt = isCompleted ? (before.completedAt ?? ctx.now) : null
    const after = await tx.task.update({
      where: { id },
      data: {
        rank,
        statusId: status.id,
        completedAt,
        updatedAt: ctx.now,
        version: { increment: 1 },
      },
      select: shown,
    })
    const changes: Changes = {
      statusId: [from.id, status.id],
      group: [from.group, status.group],
      completedAt: [iso(before.completedAt), iso(completedAt)],
      ...(rank !== before.rank && { rank: [before.rank, rank] }),
    }
    record({ type: typeOf(from.group, status.group), workspaceId, projectId, taskId: id, changes })
    return rowOf(after)
  })
}

const iso = (date: Date | null) => date?.toISOString() ?? null

const isClosed = (group: string) => group === 'completed' || group === 'cancelled'

/** Closing what is completed and reopening what is open change nothing. */
const isThere = (from: string, to: Group) => (to === 'completed' ? from === to : !isClosed(from))

function typeOf(from: string, to: string) {
  if (!isClosed(from) && isClosed(to)) return 'task.closed'
  if (isClosed(from) && !isClosed(to)) return 'task.reopened'
  return 'task.moved'
}

async function statusAt(tx: Prisma.TransactionClient, projectId: string, target: Target) {
  const where = 'group' in target ? { group: target.group } : { id: target.statusId }
  const status = await tx.status.findFirst({
    where: { projectId, ...where },
    orderBy: { rank: 'asc' },
    select: { id: true, group: true },
  })
  if (status) return status
  throw await noStatus(tx, projectId, 'group' in target ? undefined : target.statusId)
}

interface Ranked {
  readonly id: string
  readonly projectId: string
  readonly rank: string
  readonly lastNumber: number
}

/** The rank between the named neighbour and whatever is next to it, in any status: ranks are unique in a project. */
async function rankAt(
  tx: Prisma.TransactionClient,
  task: Ranked,
  statusId: string,
  target: Target,
) {
  const { id, projectId, rank, lastNumber } = task
  if ('group' in target) return rank
  const others = { projectId, id: { not: id } }
  const neighbour = async (where: Prisma.TaskWhereInput, order: 'asc' | 'desc') =>
    (
      await tx.task.findFirst({
        where: { ...others, ...where },
        orderBy: { rank: order },
        select: { rank: true },
      })
    )?.rank ?? null
  const named = target.afterId ?? target.beforeId
  const at = named ? await neighbour({ id: named }, 'asc') : await neighbour({ statusId }, 'desc')
  if (at === null) {
    if (!named) return rank
    throw refusal('BAD_REQUEST', 'The neighbour is not in this project', {
      fields: { [target.afterId ? 'afterId' : 'beforeId']: 'is not a task of this project' },
    })
  }
  if (target.beforeId && !target.afterId)
    return rankBetween(await neighbour({ rank: { lt: at } }, 'desc'), at)
  // Beyond the last one is the rank of the next new task: it must stay free.
  return rankBetween(at, (await neighbour({ rank: { gt: at } }, 'asc')) ?? rankOf(lastNumber + 1))
}
