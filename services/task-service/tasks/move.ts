import { randomUUID } from 'node:crypto'
import { unlessGivenUp } from '../../chassis/feed/recorded.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { archived, isAtLeast, tooLow } from '../access/access.ts'
import type { Context } from '../context.ts'
import type { Group } from '../contract.ts'
import { type Acting, retriedAfterPull } from '../events/event-log.ts'
import { wayOf } from '../events/way.ts'
import type { ChangesOf } from '../events.ts'
import { rowSql, type TaskRow, taskRow } from '../lists/row.ts'
import { isDangling, noStatus } from './no-status.ts'
import { RANK_LONG, RANK_MAX, rankBetween, rankOf } from './ranks.ts'
import { surroundingsOf, type Target } from './surroundings.ts'

export interface Move {
  readonly id: string
  readonly version?: number
  readonly target: Target
}

export interface Moving extends Acting, Pick<Context, 'pool' | 'ranks'> {}

/** Others may be quicker each time; so many of them at one place are a mistake or an attack. */
const ATTEMPTS = 20

/** Two statements, and nothing is held between them: the first looks at the task and its neighbours; the second decides
 *  the right, and moves the task and writes the event if all is still as it was. Otherwise both are made again. */
export const moveTask = (ctx: Moving, move: Move) =>
  moved(ctx, move, async (task, to) => (to ? write(ctx, task, to) : { ...task, actionId: null }))

/** Plans a move, and plans it again as long as `write` finds that something has changed meanwhile. Where the neighbours
 *  leave room for a long rank only, theirs are renewed first. */
export const moved = <Row extends TaskRow>(
  ctx: Moving,
  move: Move,
  write: (task: TaskRow, to?: Destination) => Promise<Row | undefined>,
) =>
  retriedAfterPull(ctx, async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { task, to } = await unlessGivenUp(() => planned(ctx, move))
      if (to && to.rank !== task.rank && to.rank.length > RANK_MAX) {
        await ctx.ranks.renew(task.projectId)
        continue
      }
      const row = await write(task, to)
      if (!row) continue
      if (to) ctx.nudge()
      if (to && row.rank.length > RANK_LONG) ctx.ranks.renewSoon(row.projectId)
      return row
    }
    throw appError('CONFLICT', 'This task is being moved by others; try again')
  })

/** What a move will write; `to` is missing where the task is there already. Throws what the caller is refused. */
async function planned(
  ctx: Moving,
  { id, version, target }: Move,
): Promise<{ task: TaskRow; to?: Destination }> {
  const found = await surroundingsOf(ctx, id, target)
  if (!found || found.trashedAt) throw notFound()
  if (!isAtLeast(found.role, 'member')) throw tooLow('member')
  if (found.archivedAt) throw archived()
  const { task, group: from, target: status } = found
  if (version !== undefined && version !== task.version)
    throw appError('CONFLICT', 'This task was moved or changed meanwhile', {
      conflict: { version: task.version, changed: {} },
    })
  if ('group' in target && isThere(from, target.group)) return { task }
  if (!status) {
    const wanted = 'group' in target ? undefined : target.statusId
    throw await noStatus(ctx.db, task.projectId, wanted)
  }
  const rank = rankAt(found, target)
  if (status.id === task.statusId && rank === task.rank) return { task }
  const completedAt = completedAtIn(status.group, task, ctx.now)
  const changes: ChangesOf<'task.moved'> = {
    statusId: [task.statusId, status.id],
    group: [from, status.group],
    completedAt: [task.completedAt, completedAt],
    ...(rank !== task.rank && { rank: [task.rank, rank] }),
    ...(task.archivedAt && !isClosed(status.group) && { archivedAt: [task.archivedAt, null] }),
  }
  const ranks = [found.anchor, found.below, found.above].filter((one) => one !== null)
  const type = moveTypeOf(from, status.group)
  return { task, to: { statusId: status.id, rank, completedAt, type, changes, ranks } }
}

export interface Destination {
  readonly statusId: string
  readonly rank: string
  readonly completedAt: string | null
  readonly type: 'task.moved' | 'task.closed' | 'task.reopened'
  readonly changes: ChangesOf<'task.moved'>
  /** Of the neighbours: they have to be there still. */
  readonly ranks: string[]
}

export const isClosed = (group: string) => group === 'completed' || group === 'cancelled'

/** Closing what is completed and reopening what is open change nothing. */
const isThere = (from: string, to: Group) => (to === 'completed' ? from === to : !isClosed(from))

export function moveTypeOf(from: Group, to: Group): Destination['type'] {
  if (!isClosed(from) && isClosed(to)) return 'task.closed'
  if (isClosed(from) && !isClosed(to)) return 'task.reopened'
  return 'task.moved'
}

/** When a task is completed that comes to a status of this group. */
export const completedAtIn = (group: Group, task: Pick<TaskRow, 'completedAt'>, now: Date) =>
  group === 'completed' ? (task.completedAt ?? now.toISOString()) : null

/** Since when a task is in the archive that comes to a status of this group: what is open is never there. */
export const archivedAtIn = (group: Group, task: { readonly archivedAt: string | null }) =>
  isClosed(group) ? task.archivedAt : null

/** The rank between the anchor and whatever is next to it, in any status: ranks are unique in a project. */
function rankAt(
  { task, anchor, below, above, lastNumber }: Exclude<Surroundings, undefined>,
  target: Target,
) {
  if ('group' in target) return task.rank
  if (anchor === null) {
    if (!target.afterId && !target.beforeId) return task.rank
    throw appError('BAD_REQUEST', 'The neighbour is not in this project', {
      fields: { [target.afterId ? 'afterId' : 'beforeId']: 'is not a task of this project' },
    })
  }
  if (target.beforeId && !target.afterId) return rankBetween(below, anchor)
  // Beyond the last one is the rank of the next new task: it must stay free.
  return rankBetween(anchor, above ?? rankOf(lastNumber + 1))
}
type Surroundings = Awaited<ReturnType<typeof surroundingsOf>>

/** The task as it is now; undefined where something has changed since it was looked at. */
async function write({ pool, user, identity, now }: Moving, task: TaskRow, to: Destination) {
  const actionId = randomUUID()
  const way = wayOf(identity?.token)
  const values = [
    ...[task.projectId, user.id, task.id, task.version, task.rank],
    ...[to.statusId, to.rank, to.completedAt, to.ranks],
    ...[now, actionId, to.type, JSON.stringify(to.changes)],
    ...[way.via, way.tokenId, way.tokenName, way.botId, way.botName],
  ]
  const answer = await unlessGivenUp(() =>
    pool.query<{ answer: string }>({ name: 'move-task', text: statement, values }),
  ).catch((error: unknown) => {
    if (isTaken(error) || isDangling(error)) return { rows: [] }
    throw error
  })
  const text = answer.rows[0]?.answer
  return text ? { ...taskRow.parse(JSON.parse(text)), actionId } : undefined
}

/** PostgreSQL's word for a value that another row has: somebody put a task at the same place. */
const isTaken = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === '23505'

const statement = `
  with place as (
    select p.id, p."workspaceId", p.key from project_for_change($1, $2) p
     where p.role >= 'member' and p."archivedAt" is null),
  plan as (select ranks_stand(id, $9) and status_stands(id, $6, $13::jsonb->'group'->>1) as stand from place),
  t as (
    update "Task" t set "statusId" = $6, rank = $7, "completedAt" = $8, "updatedAt" = $10, version = t.version + 1,
           "archivedAt" = case when $13::jsonb->'group'->>1 in ('completed', 'cancelled') then t."archivedAt" end
      from place, plan
     where plan.stand and t.id = $3 and t."projectId" = place.id and t.version = $4 and t.rank = $5 and t."trashedAt" is null
    returning t.*),
  logged as (
    insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, at, changes, via, "tokenId", "tokenName", "botId", "botName")
    select p."workspaceId", p.id, t.id, $2, $11, $12, $10, $13::jsonb,
           $14, $15::uuid, $16, $17::uuid, $18 from t, place p)
  select ${rowSql('$2')}::text as answer from t, place p`
