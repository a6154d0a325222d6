import { randomUUID } from 'node:crypto'
import { appError, notFound } from '../../chassis/trpc.ts'
import type { Actor } from '../access/access.ts'
import type { ChangedTask } from '../contract.ts'
import { diff } from '../events/diff.ts'
import { type Acting, recorded, type Tx } from '../events/event-log.ts'
import type { TaskEventType } from '../events.ts'
import { detailed, detailsOf, tiesOf } from '../lists/row.ts'
import { refuseManyNamed } from '../watchers/refuse-many-named.ts'
import { refuseUnassignable } from './assignable.ts'
import {
  instantsOf,
  isOfDays,
  refuseLateStart,
  refuseTimeWithoutDay,
  withoutLostTimes,
  withTimes,
} from './days.ts'
import { refuseParent } from './subtasks.ts'

/** Compare and set: a change made against an older version is refused with both sides. */
export const changeTask = (ctx: Acting, { id, version, ...asked }: ChangedTask) => {
  const actionId = randomUUID()
  const right = { at: { taskId: id }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, project, record) => {
    const before = await aliveTask(tx, ctx.user, id)
    const input = withoutLostTimes(before, asked)
    if (before.version !== version) throw await conflict(tx, before, input)
    const changes = diff(before, input)
    if (Object.keys(changes).length === 0) return { ...before, actionId: null }
    if (changes.description) refuseManyNamed(input.description ?? '')
    if (Object.keys(changes).some(isOfDays)) {
      refuseTimeWithoutDay({ ...before, ...input })
      refuseLateStart({ ...before, ...input })
    }
    await refuseUnassignable(tx, project, input, before)
    if (changes.parentId && input.parentId)
      await refuseParent(tx, project, { id, parentId: input.parentId })
    const { count } = await tx.task.updateMany({
      where: { id, version },
      data: {
        ...input,
        ...instantsOf({ ...before, ...input }),
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    })
    const after = await aliveTask(tx, ctx.user, id)
    if (count === 0) throw await conflict(tx, after, input)
    record('task.updated', withTimes(before, changes), { taskId: id })
    return { ...after, actionId }
  })
}

export async function aliveTask(tx: Tx, reader: Actor, id: string) {
  const task = await tx.task.findUnique({ where: { id, trashedAt: null }, select: detailed })
  if (!task) throw notFound()
  return detailsOf(task, await tiesOf(tx, reader, id))
}

/** By which events a task becomes another one; who talks about it changes nothing. */
const changing = [
  ...['task.created', 'task.updated', 'task.moved', 'task.closed', 'task.reopened'],
  ...['task.restored', 'task.moved_in'],
] as const satisfies readonly TaskEventType[]

/** Both sides of a 409: for each field, what the caller wanted and what stands; who changed one of them last. Some events
 *  tell what stayed as it was; of long texts they have excerpts, which may be equal where the texts are not. */
export async function conflict(
  tx: Tx,
  current: Awaited<ReturnType<typeof aliveTask>>,
  input: Partial<Omit<ChangedTask, 'id' | 'version'>>,
) {
  const sides = Object.entries(diff(current, input))
  const changed = Object.fromEntries(
    sides.map(([field, [theirs, yours]]) => [field, { yours, theirs }]),
  )
  const [last] = await tx.$queryRaw<{ actorId: string | null; at: Date }[]>`
    select "actorId", at from "Event"
     where "taskId" = ${current.id}::uuid and type = any(${[...changing]})
     order by exists (
       select from jsonb_each(changes) c where c.key = any(${sides.map(([field]) => field)})
          and (c.value -> 0 is distinct from c.value -> 1 or jsonb_exists(replaced, c.key))) desc, id desc limit 1`
  return appError('CONFLICT', 'This task was changed meanwhile', {
    conflict: { version: current.version, changed, by: last?.actorId, at: last?.at },
  })
}
