import { z } from 'zod'
import { isoSql } from '../../chassis/database.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { type Actor, visibleSql } from '../access/access.ts'
import { eventShownSql } from '../access/insiders.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../events/event-log.ts'
import { UNDO_DAYS } from '../limits.ts'
import { type Left, logged } from './plan.ts'

interface Remembering extends Pick<Context, 'pool'> {
  readonly user: Actor
  readonly now: Date
}

/** What undoing knows how to take back. */
const undoable = new Set([
  'task.created',
  'task.updated',
  'task.moved',
  'task.closed',
  'task.reopened',
  'task.trashed',
  'task.restored',
  'task.moved_out',
  'task.moved_in',
  'watcher.added',
  'watcher.removed',
  'comment.made_public',
  'comment.made_internal',
])

/** Labels come and go with a move and its undo. */
const isAboutLabel = (type: string) => type === 'label.created' || type === 'label.deleted'

/** Whether an act is one that can be taken back. */
export const isUndoable = (types: readonly string[]) =>
  types.every((type) => undoable.has(type) || isAboutLabel(type)) &&
  types.some((type) => undoable.has(type))

export type Act = z.infer<typeof logged>[]

export interface Undoable {
  readonly actionId: string
  readonly events: Act
  readonly projectId: string
  /** The act that taking this one back is about, and whether that does it once more. */
  readonly undoes: string
  readonly via: 'undo' | 'redo'
}

interface ActRow {
  readonly type: string
  readonly projectId: string
  readonly at: string
  readonly undoes: string | null
  readonly via: string
}

const columns = `
  e.id::text, e.type, e."taskId", e."actorId", ${isoSql('e.at')} as at, e.changes, e.replaced`

export async function actOf({ pool, user, now }: Remembering, actionId: string): Promise<Undoable> {
  const { rows } = await pool.query<ActRow>({
    name: 'act-in-order',
    text: `select e."projectId", e.undoes, e.via, ${columns} from "Event" e
            where e."actionId" = $1 and e."actorId" = $2 order by e.id`,
    values: [actionId, user.id],
  })
  const [first] = rows
  if (!first) throw notFound()
  if (!isUndoable(rows.map(({ type }) => type)))
    throw appError('BAD_REQUEST', 'Only acts on tasks can be undone', { reason: 'not_undoable' })
  if (Date.parse(first.at) < now.getTime() - UNDO_DAYS * 86_400_000)
    throw appError('CONFLICT', `An act can be undone for ${UNDO_DAYS} days`, {
      ...{ reason: 'too_old', limit: UNDO_DAYS },
    })
  const isUndone = first.undoes !== null && first.via === 'undo'
  return {
    actionId,
    projectId: first.projectId,
    events: z.array(logged).parse(rows.filter(({ type }) => undoable.has(type))),
    undoes: first.undoes ?? actionId,
    via: isUndone ? 'redo' : 'undo',
  }
}

/** Who moved a task to another project or deleted it for good, and the key that it had, which the log keeps. */
export function goneFor(taskId: string, later: Act = []): Left {
  const end = later.find(({ type }) => type === 'task.moved_out' || type === 'task.purged')
  const key = z.string().nullable().catch(null).parse(end?.changes.key?.[0])
  const { actorId: by = null, at = null } = end ?? {}
  const reason = end?.type === 'task.moved_out' ? 'moved' : 'gone'
  return { taskId, key, field: 'task', reason, by, at }
}

export function byTask(events: Act) {
  const groups = new Map<string, Act>()
  for (const event of events) groups.set(event.taskId, [...(groups.get(event.taskId) ?? []), event])
  return groups
}

/** What has become of tasks since an event, as far as the reader may know: all of it but reactions, or who watches them and
 *  whether they are gone. */
export async function laterThan(
  tx: Tx,
  { id: reader }: Actor,
  taskIds: string[],
  eventId: string,
  { isAboutWatching = false } = {},
) {
  const rows = await tx.$queryRawUnsafe(
    `select ${columns} from "Event" e join "Project" p on p.id = e."projectId"
      where e."taskId" = any($1::uuid[]) and e.id > $2::bigint
        and (not $3::boolean or e.type in ('watcher.added', 'watcher.removed', 'task.moved_out', 'task.purged'))
        and e.type not like 'reaction.%' and e.type not like 'task_grant.%' and ${visibleSql('$4::uuid')} and ${eventShownSql('$4')} order by e.id`,
    ...[taskIds, eventId, isAboutWatching, reader],
  )
  return z.array(logged).parse(rows)
}

/** By which events of other people tasks became part of some after an act, and still are; `taskId` is the parent's. */
export async function partsOfOthers(tx: Tx, taskIds: string[], eventId: string, me: string) {
  const rows = await tx.$queryRawUnsafe(
    `select ${columns} from "Task" c, lateral (
       select n.id, n.type, c."parentId" as "taskId", n."actorId", n.at, n.changes, n.replaced from "Event" n
        where n."taskId" = c.id and jsonb_exists(n.changes, 'parentId') order by n.id desc limit 1) e
      where c."parentId" = any($1::uuid[]) and c."trashedAt" is null
        and e.id > $2::bigint and e."actorId" is distinct from $3::uuid order by e.id`,
    ...[taskIds, eventId, me],
  )
  return z.array(logged).parse(rows)
}
