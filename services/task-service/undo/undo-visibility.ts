import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { putVisibility } from '../comments/visibility.ts'
import { type Acting, recorded, type Tx } from '../events/event-log.ts'
import type { writeTasks } from '../tasks/write-many.ts'
import { goneFor, laterThan, type Undoable } from './act-log.ts'
import type { Left } from './plan.ts'

const types = ['comment.made_public', 'comment.made_internal']

export const isAboutVisibility = ({ events }: Undoable) =>
  events.every(({ type }) => types.includes(type))

/** A comment is read again by whom it was read before, unless it is gone, somebody has decided about it since, or it would
 *  publish what was written into it since. */
export function takeBackVisibility(ctx: Acting, act: Undoable) {
  const actionId = randomUUID()
  const { undoes, via, projectId } = act
  const acting = { ...ctx, actionId, undoes, via }
  return recorded(acting, rightIn(projectId), async (tx, project, record) => {
    const { back, left } = await planned(tx, ctx, act)
    const isChanged = back
      ? await putVisibility(tx, ctx, { ...back, project, record, isRestored: true })
      : false
    return { actionId: isChanged ? actionId : null, changed: +isChanged, tasks: none, left }
  })
}

/** Rows do not say who reads which comment. */
const none: Awaited<ReturnType<typeof writeTasks>> = []

export const previewVisibility = (ctx: Acting, act: Undoable) =>
  recorded(ctx, rightIn(act.projectId), async (tx) => {
    const { back, left } = await planned(tx, ctx, act)
    return {
      ...{ tasks: 1, changed: back ? 1 : 0, leftTasks: left.length },
      left: left.map((one) => ({ ...one, title: null })),
    }
  })

const rightIn = (projectId: string) => ({ at: { projectId }, needs: 'member' }) as const

const named = z.object({ id: z.array(z.string().nullable()) })

interface Plan {
  readonly back?: { readonly id: string; readonly taskId: string; readonly isInternal: boolean }
  readonly left: Left[]
}

async function planned(tx: Tx, { user }: Acting, { events, projectId }: Undoable): Promise<Plan> {
  const event = events.at(-1)
  if (!event) throw new TypeError('an act has events')
  const { taskId, type } = event
  const id = named.parse(event.changes).id.find((one) => one !== null) ?? ''
  const [task] = await tx.$queryRaw<{ key: string; isInternal: boolean | null }[]>`
    select p.key || '-' || t.number as key,
           (select c."internalTaskId" is not null from "Comment" c
             where c.id = ${id}::uuid and c."deletedAt" is null and coalesce(c."taskId", c."internalTaskId") = t.id) as "isInternal"
      from "Task" t join "Project" p on p.id = t."projectId"
     where t."projectId" = ${projectId}::uuid and t.id = ${taskId}::uuid for no key update of t`
  const later = await laterThan(tx, user, [taskId], event.id)
  if (!task) return { left: [goneFor(taskId, later)] }
  const isInternal = type === 'comment.made_public'
  const about = { taskId, key: task.key, field: 'comment' }
  const since = later.filter(
    (one) => one.type.startsWith('comment.') && named.safeParse(one.changes).data?.id.includes(id),
  )
  const leftAs = (reason: Left['reason'], last = since.at(-1)): Plan => {
    const { actorId: by = null, at = null } = last ?? {}
    return { left: [{ ...about, reason, by, at }] }
  }
  if (task.isInternal === null) return leftAs('gone')
  const decision = await decidedSince(tx, { id, taskId, eventId: event.id })
  const edit = isInternal ? undefined : since.findLast((one) => one.type === 'comment.edited')
  const other = since.find((one) => one.id === decision) ?? edit
  if (other || task.isInternal === isInternal) return leftAs('changed', other)
  return { back: { id, taskId, isInternal }, left: [] }
}

interface Since {
  readonly id: string
  readonly taskId: string
  readonly eventId: string
}

/** The last event after another by which somebody decided who reads the comment; what was taken back again does not count. */
async function decidedSince(tx: Tx, { id, taskId, eventId }: Since) {
  const [last] = await tx.$queryRaw<{ id: string }[]>`
    select max(e.id)::text as id from "Event" e
     where e."taskId" = ${taskId}::uuid and e.id > ${eventId}::bigint and e.type = any(${types})
       and e.changes -> 'id' ->> 0 = ${id}
     group by coalesce(e.undoes, e."actionId") having count(*) % 2 = 1 order by max(e.id) desc limit 1`
  return last?.id
}
