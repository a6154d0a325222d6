import { randomUUID } from 'node:crypto'
import { appError } from '../../chassis/trpc.ts'
import type { Actor } from '../access/access.ts'
import { group, unique } from '../contract.ts'
import { type Acting, type Recording, recorded, type Tx } from '../events/event-log.ts'
import type { Filter } from '../filter/filter.ts'
import { ASSIGNEES_MAX, LABELS_MAX, MANY_MAX } from '../limits.ts'
import { matchingAmong } from '../lists/matching.ts'
import { daysChosen, startsLate } from '../tql/instant.ts'
import { withinBytes } from '../within-bytes.ts'
import { refuseUnassignable } from './assignable.ts'
import { timesAlone, withoutLostTimes } from './days.ts'
import type { ChangedTasks, ManyChange, Refusal } from './many-input.ts'
import { completedAtIn, isClosed } from './move.ts'
import { noStatus } from './no-status.ts'
import { lockTree } from './subtasks.ts'
import { changes, type LockedTask, lockTasks, type TaskPatch, writeTasks } from './write-many.ts'

/** One change of many tasks of a project, in one transaction and as one act. Where some of them refuse it nothing is
 *  changed: CONFLICT names them; with `skipRefused` the others are changed. The answer holds as many of the `changed`
 *  tasks as a page does. */
export const changeTasks = (
  ctx: Acting,
  { projectId, ids, change, skipRefused }: ChangedTasks,
  query?: Filter,
) => {
  const actionId = randomUUID()
  const right = { at: { projectId }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, project, record) => {
    if (change.withSubtasks) await lockTree(tx, projectId)
    const all = change.withSubtasks ? await withOpenParts(tx, projectId, ids) : ids
    const found = await lockTasks(tx, ctx.user, projectId, all)
    // Asked of tasks that nobody else can change any more.
    const fit = query && (await matchingAmong(tx, ctx.user.id, projectId, { ids, query }))
    const status = change.statusId && (await statusAt(tx, projectId, change.statusId))
    const { addAssigneeIds: assigneeIds, addLabelIds: labelIds } = change
    await refuseUnassignable(tx, project, { assigneeIds, labelIds })

    // Parts of what the filter does not find any more stay with it.
    const kept = fit && change.withSubtasks ? ids.filter((id) => fit.has(id)) : ids
    const going =
      kept.length < ids.length
        ? new Set([...ids, ...(await withOpenParts(tx, projectId, kept))])
        : new Set(all)
    const patches = found
      .filter(({ id }) => going.has(id))
      .map((task) => [task, patchOf(task, change, status || undefined, ctx.now)] as const)
    return writeAllowed(tx, patches, {
      ...{ ids, fit, skipRefused, actionId, isTrash: change.trashed !== undefined },
      ...{ user: ctx.user, now: ctx.now, record },
    })
  })
}

interface Writing {
  readonly ids: readonly string[]
  /** Those that a filter finds, where they were chosen by one. */
  readonly fit?: ReadonlySet<string>
  readonly skipRefused: boolean
  readonly actionId: string
  readonly isTrash?: boolean
  readonly user: Actor
  readonly now: Date
  readonly record: Recording
}

/** Writes what many tasks become, unless some of them refuse it; answers what was changed. */
export async function writeAllowed(
  tx: Tx,
  patches: readonly (readonly [LockedTask, TaskPatch])[],
  { ids, fit, skipRefused, actionId, isTrash = false, ...writing }: Writing,
) {
  const tasks = new Map(patches.map(([task]) => [task.id, task]))
  const refusals = new Map(
    patches.map(([task, patch]) => [task.id, refusalOf(task, patch, isTrash)]),
  )
  // What is so already may have been left by this very change: a call that is repeated refuses nothing.
  const isLeft = (task: LockedTask, patch: TaskPatch) =>
    fit !== undefined && !fit.has(task.id) && changes(task, patch)
  const outside = new Set(
    patches.flatMap(([task, patch]) => (isLeft(task, patch) ? [task.id] : [])),
  )
  const refused = ids.flatMap((id) => {
    const task = tasks.get(id)
    const left = outside.has(id) ? 'not_in_filter' : undefined
    const reason = task ? (refusals.get(id) ?? left) : 'gone'
    return reason ? [{ id, key: task?.key ?? null, title: task?.title ?? null, reason }] : []
  })
  if (refused.length > 0 && !skipRefused)
    throw appError(
      'CONFLICT',
      `${refused.length} of ${ids.length} tasks cannot be changed; nothing was changed`,
      { reason: 'refused', refused: told(refused) },
    )
  const refusing = new Set(refused.map(({ id }) => id))
  const wanted = patches.filter(([{ id }]) => !refusing.has(id) && !refusals.get(id))
  const changed = await writeTasks(tx, wanted, writing)
  return {
    actionId: changed.length > 0 ? actionId : null,
    changed: changed.length,
    tasks: withinBytes(changed),
    refused: told(refused),
  }
}

/** All of them, with as many titles as a page has room for. */
function told<Refused extends { title: string | null }>(refused: Refused[]) {
  const titled = withinBytes(refused).length
  return refused.map((one, nth) => (nth < titled ? one : { ...one, title: null }))
}

/** The tasks, and what is open of their parts at all levels. */
export async function withOpenParts(tx: Tx, projectId: string, ids: readonly string[]) {
  const parts = await tx.$queryRaw<{ id: string }[]>`
    with recursive tree as (
      select t.id from "Task" t
       where t.id = any(${ids}::uuid[]) and t."projectId" = ${projectId}::uuid and t."trashedAt" is null
      union
      select c.id from tree, lateral (
        select n.id from "Task" n where n."parentId" = tree.id and n."trashedAt" is null offset 0) c)
    select t.id from tree join "Task" t using (id) join "Status" s on s.id = t."statusId"
     where s."group" not in ('completed', 'cancelled') limit ${MANY_MAX + 1}`
  const all = unique([...ids, ...parts.map(({ id }) => id)])
  refuseTooMany(all.length)
  return all
}

export function refuseTooMany(count: number, done: 'changed' | 'moved' = 'changed') {
  if (count > MANY_MAX)
    throw appError('BAD_REQUEST', `Tasks and subtasks ${done} at once: at most ${MANY_MAX}`, {
      limit: MANY_MAX,
      reason: 'too_many_tasks',
    })
}

interface Destination {
  readonly id: string
  readonly group: LockedTask['group']
}

async function statusAt(tx: Tx, projectId: string, id: string): Promise<Destination> {
  const found = await tx.status.findFirst({
    where: { id, projectId },
    select: { id: true, group: true },
  })
  if (!found) throw await noStatus(tx, projectId, id)
  return { id, group: group.parse(found.group) }
}

function patchOf(
  task: LockedTask,
  change: ManyChange,
  status: Destination | undefined,
  now: Date,
): TaskPatch {
  const { priority, estimate, trashed, archived } = change
  if (status)
    return {
      statusId: status.id,
      group: status.group,
      completedAt: completedAtIn(status.group, task, now),
    }
  if (trashed !== undefined)
    return { trashedAt: trashed ? (task.trashedAt ?? now.toISOString()) : null }
  if (archived !== undefined)
    return { archivedAt: archived ? (task.archivedAt ?? now.toISOString()) : null }
  return {
    ...(priority && { priority }),
    ...daysChosen(task, change),
    ...(estimate !== undefined && { estimate }),
    assigneeIds: merged(task.assigneeIds, change.addAssigneeIds, change.removeAssigneeIds),
    labelIds: merged(task.labelIds, change.addLabelIds, change.removeLabelIds),
  }
}

const merged = (ids: string[], add: string[] = [], remove: string[] = []) => {
  const left = ids.filter((id) => !remove.includes(id))
  return [...left, ...add.filter((id) => !left.includes(id))]
}

function refusalOf(task: LockedTask, patch: TaskPatch, isTrash: boolean): Refusal | undefined {
  if (task.trashedAt && !isTrash) return 'in_trash'
  if (patch.archivedAt && !isClosed(task.group)) return 'open'
  if (startsLate({ ...task, ...patch })) return 'starts_after_due'
  if (timesAlone({ ...task, ...withoutLostTimes(task, patch) }).length > 0)
    return 'time_without_day'
  // Whoever was over the limit before can still be taken off.
  if (grows(task.assigneeIds, patch.assigneeIds, ASSIGNEES_MAX)) return 'too_many_assignees'
  return grows(task.labelIds, patch.labelIds, LABELS_MAX) ? 'too_many_labels' : undefined
}

const grows = (before: string[], after: string[] = [], max: number) =>
  after.length > max && after.length > before.length
