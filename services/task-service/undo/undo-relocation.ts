import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { unique } from '../contract.ts'
import { type Acting, recordedBy, type Tx } from '../events/event-log.ts'
import { statusFull } from '../projects/full-status.ts'
import { planned, type Wish } from '../relocation/plan.ts'
import { type Between, projectsForRelocation } from '../relocation/projects.ts'
import { writeRelocation } from '../relocation/write.ts'
import { type LockedTask, lockTasks, readTasks } from '../tasks/write-many.ts'
import { withinBytes } from '../within-bytes.ts'
import { type Act, byTask, goneFor, laterThan, type Undoable } from './act-log.ts'
import { freeRanks } from './free-ranks.ts'
import { dropMade, madeAgain, meantLabels, recordLabels } from './labels-back.ts'
import { parentsBack } from './parents-back.ts'
import type { Left } from './plan.ts'
import { fullFor, withoutRoom } from './room-back.ts'

export const isRelocation = ({ events }: Undoable) =>
  events.some(({ type }) => type === 'task.moved_in')

const sides = <Value extends z.ZodType>(value: Value) => z.tuple([value, value])
const ids = sides(z.array(z.string())).optional()
/** What became of a task by the move. */
const arrival = z.object({
  projectId: sides(z.string()),
  statusId: sides(z.string()),
  completedAt: sides(z.string().nullable()),
  archivedAt: sides(z.string().nullable()).optional(),
  rank: sides(z.string()),
  assigneeIds: ids,
  labelIds: ids,
  parentId: sides(z.string().nullable()).optional(),
})
type Arrival = z.infer<typeof arrival>

/** The tasks are where they were again, with their old keys and what they had there; what others have changed since is
 *  kept and goes with them, as far as the project knows it. */
export function takeBackRelocation(ctx: Acting, act: Undoable) {
  const actionId = randomUUID()
  const { undoes, via } = act
  const { user, now } = ctx
  return recordedBy(
    { ...ctx, actionId, undoes, via },
    (tx) => projectsForRelocation(tx, user, endsOf(act)),
    async (tx, projects, record) => {
      const { from, to } = projects
      const labels = await madeAgain(tx, act, to.id)
      const { plan, left, full } = await plannedBack(tx, ctx, projects, { act, find: lockTasks })
      // Who is part of another one goes with it: all of them come back or none.
      if (full) throw statusFull(full.name, full.wipLimit)
      const tasks = await writeRelocation(tx, { ...projects, user, now, record }, plan)
      if (tasks.length > 0) {
        recordLabels(labels, to.id, record)
        await dropMade(tx, act, from.id, record)
      } else await tx.label.deleteMany({ where: { id: { in: labels.map(({ id }) => id) } } })
      return {
        actionId: tasks.length > 0 ? actionId : null,
        changed: tasks.length,
        tasks: withinBytes(tasks),
        left,
      }
    },
  )
}

export const previewBack = (ctx: Acting, act: Undoable) =>
  recordedBy(
    ctx,
    (tx) => projectsForRelocation(tx, ctx.user, endsOf(act), { alone: false }),
    async (tx, projects) => {
      const { plan, full, ...told } = await plannedBack(tx, ctx, projects, { act, find: readTasks })
      const titles = new Map(plan.going.map(({ task }) => [task.id, task.title]))
      const left = full ? plan.going.map(({ task }) => withoutRoom(task)) : told.left
      return {
        tasks: byTask(act.events).size,
        changed: full ? 0 : plan.going.length,
        leftTasks: new Set(left.map(({ taskId }) => taskId)).size,
        left: withinBytes(left.map((one) => ({ ...one, title: titles.get(one.taskId) ?? null }))),
      }
    },
  )

/** From where the tasks are now to where they were. */
function endsOf({ events }: Undoable) {
  const event = events.find(({ type }) => type === 'task.moved_in')
  const [targetId, projectId] = arrival.shape.projectId.parse(event?.changes.projectId)
  return { projectId, targetId }
}

interface Back {
  readonly act: Undoable
  readonly find: typeof lockTasks
}

async function plannedBack(tx: Tx, { user }: Acting, projects: Between, { act, find }: Back) {
  const events = act.events.filter(({ type }) => type === 'task.moved_in')
  const arrivals = new Map(events.map(({ taskId, changes }) => [taskId, arrival.parse(changes)]))
  const taskIds = [...arrivals.keys()]
  const later = byTask(await laterThan(tx, user, taskIds, act.events.at(-1)?.id ?? ''))
  const labels = await meantLabels(tx, act, projects.to.id)
  const plan = await planned(tx, user, projects, {
    ...{ ids: taskIds, find },
    wishOf: (task) => wishFor(task, labels, arrivals.get(task.id)),
  })
  const wanted = plan.going.flatMap(({ task: { id } }) => {
    const came = arrivals.get(id)
    return came ? [{ id, rank: came.rank[0] }] : []
  })
  const ranks = await freeRanks(tx, projects.to.id, wanted)
  const canBePart = parentsBack(tx, projects.to)
  const going = []
  const left: Left[] = []
  for (const one of plan.going) {
    const { task } = one
    const came = arrivals.get(task.id)
    if (came && task.statusId !== came.statusId[1])
      left.push(leftBy(task, 'statusId', later.get(task.id)))
    if (one.wish.assigneeIds?.some((id) => !one.assigneeIds.includes(id)))
      left.push(leftBy(task, 'assigneeIds', later.get(task.id)))
    if (one.wish.labelIds && came?.labelIds?.[0].some((id) => !labels.has(id)))
      left.push(leftBy(task, 'labelIds', undefined))
    const parentId = task.parentId === null ? came?.parentId?.[0] : null
    const isPart = parentId && (await canBePart(task.id, parentId))
    if (isPart === false) left.push(leftBy(task, 'parentId', undefined))
    const wish = { ...one.wish, rank: ranks.get(task.id), ...(isPart && { parentId }) }
    going.push({ ...one, wish })
  }
  for (const { id, key, reason } of plan.refused)
    left.push(reason === 'gone' ? goneFor(id, later.get(id)) : thrownBy({ id, key }, later.get(id)))
  return { plan: { ...plan, going }, left, full: await fullFor(tx, projects.to, going) }
}

/** What the task had in the project where it goes back to; lists as far as nobody has changed them since. */
function wishFor(
  task: LockedTask,
  labels: ReadonlyMap<string, string>,
  came: Arrival | undefined,
): Wish {
  if (!came) return {}
  const { statusId, completedAt, archivedAt, labelIds, assigneeIds } = came
  const isAsLeft = isSame(task.labelIds, labelIds?.[1] ?? task.labelIds)
  const dropped = assigneeIds?.[0].filter((id) => !assigneeIds[1].includes(id)) ?? []
  return {
    ...(task.statusId === statusId[1] && { statusId: statusId[0] }),
    ...(task.completedAt === completedAt[1] && { completedAt: completedAt[0] }),
    ...(archivedAt && task.archivedAt === archivedAt[1] && { archivedAt: archivedAt[0] }),
    ...(labelIds &&
      isAsLeft && { labelIds: unique(labelIds[0].flatMap((id) => labels.get(id) ?? [])) }),
    ...(dropped.length > 0 && {
      assigneeIds: isSame(task.assigneeIds, assigneeIds?.[1])
        ? assigneeIds?.[0]
        : [...new Set([...task.assigneeIds, ...dropped])],
    }),
  }
}

/** The last change of a field that somebody made since. */
function leftBy({ id: taskId, key }: LockedTask, field: string, later: Act = []): Left {
  const last = later.findLast(({ changes }) => field in changes)
  const reason = last ? 'changed' : 'unknown'
  return { taskId, key, field, reason, by: last?.actorId ?? null, at: last?.at ?? null }
}

function thrownBy({ id, key }: { id: string; key: string | null }, later: Act = []): Left {
  const last = later.findLast(({ type }) => type === 'task.trashed')
  const { actorId: by = null, at = null } = last ?? {}
  return { taskId: id, key, field: 'task', reason: 'in_trash', by, at }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
