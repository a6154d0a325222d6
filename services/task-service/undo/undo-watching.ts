import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Acting, type Recording, recorded, type Tx } from '../events/event-log.ts'
import type { writeTasks } from '../tasks/write-many.ts'
import { choose } from '../watchers/choices.ts'
import { type Act, byTask, goneFor, laterThan, type Undoable } from './act-log.ts'
import type { Left } from './plan.ts'

export const isAboutWatching = ({ events }: Undoable) =>
  events.every(({ type }) => type.startsWith('watcher.'))

/** Whom an event is about, and what they had chosen before and after it. */
const choice = z
  .object({
    userId: z.array(z.string().nullable()),
    chosen: z.tuple([z.boolean().nullable(), z.boolean().nullable()]),
  })
  .transform(({ userId, chosen: [before, after] }) => ({
    ...{ userId: userId.find((id) => id !== null) ?? '', before, after },
  }))

/** What somebody chose before the act is what they have chosen again; whom others have since put elsewhere stays. */
export function takeBackWatching(ctx: Acting, act: Undoable) {
  const actionId = randomUUID()
  const { undoes, via } = act
  return recorded({ ...ctx, actionId, undoes, via }, rightFor(ctx, act), async (tx, _, record) => {
    const { back, left, userId } = await planned(tx, ctx, act)
    const choices = back.map(({ id, before }) => ({ id, chosen: before }))
    await choose(tx, { userId, now: ctx.now, choices })
    for (const one of back) recordBack(record, userId, one)
    return { actionId: back.length > 0 ? actionId : null, changed: back.length, tasks: none, left }
  })
}

/** Rows do not say who watches. */
const none: Awaited<ReturnType<typeof writeTasks>> = []

export const previewWatching = (ctx: Acting, act: Undoable) =>
  recorded(ctx, rightFor(ctx, act), async (tx) => {
    const { back, left } = await planned(tx, ctx, act)
    return {
      tasks: byTask(act.events).size,
      changed: back.length,
      leftTasks: left.length,
      left: left.map((one) => ({ ...one, title: null })),
    }
  })

/** As for the act itself. */
function rightFor({ user }: Acting, { events, projectId }: Undoable) {
  const isOwn = events.every(({ changes }) => choice.parse(changes).userId === user.id)
  return { at: { projectId }, needs: isOwn ? 'viewer' : 'member' } as const
}

interface Back {
  readonly id: string
  readonly isAdded: boolean
  readonly before: boolean | null
  readonly after: boolean | null
}

function recordBack(record: Recording, userId: string, { id, isAdded, before, after }: Back) {
  const about = { taskId: id }
  if (isAdded) record('watcher.removed', { userId: [userId, null], chosen: [after, before] }, about)
  else record('watcher.added', { userId: [null, userId], chosen: [after, before] }, about)
}

async function planned(tx: Tx, { user }: Acting, { events, projectId }: Undoable) {
  const ids = events.map(({ taskId }) => taskId)
  const userId = choice.parse(events[0]?.changes).userId
  const keys = await tx.$queryRaw<{ id: string; key: string; chosen: boolean | null }[]>`
    select t.id, p.key || '-' || t.number as key,
           (select w."isWatching" from "Watcher" w where w."taskId" = t.id and w."userId" = ${userId}::uuid) as chosen
      from "Task" t join "Project" p on p.id = t."projectId"
     where t."projectId" = ${projectId}::uuid and t.id = any(${ids}::uuid[]) order by t.id for key share of t`
  const tasks = new Map(keys.map((task) => [task.id, task]))
  const since = events.at(-1)?.id ?? ''
  const later = byTask(await laterThan(tx, user, ids, since, { isAboutWatching: true }))

  const left: Left[] = []
  const back: Back[] = []
  for (const { taskId: id, type, changes } of events) {
    const task = tasks.get(id)
    const { before, after } = choice.parse(changes)
    const other = later.get(id)?.findLast((event) => isByOther(event, user.id, userId))
    if (!task) left.push(goneFor(id, later.get(id)))
    else if (other || task.chosen !== after) {
      const { actorId: by = null, at = null } = other ?? {}
      left.push({ taskId: id, key: task.key, field: 'watcher', reason: 'changed', by, at })
    } else back.push({ id, isAdded: type === 'watcher.added', before, after })
  }
  return { back, left, userId }
}

const isByOther = ({ type, actorId, changes }: Act[number], me: string, userId: string) =>
  type.startsWith('watcher.') && actorId !== me && choice.parse(changes).userId === userId
