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

/** A comment is read again by whom it was read before, unless it is gone or somebody has decided otherwise since. */
export function takeBackVisibility(ctx: Acting, act: Undoable) {
  const actionId = randomUUID()
  const { undoes, via, projectId } = act
  const acting = { ...ctx, actionId, undoes, via }
  return recorded(acting, rightIn(projectId), async (tx, project, record) => {
    const { back, left } = await planned(tx, ctx, act)
    const isChanged = back ? await putVisibility(tx, ctx, { ...back, project, record }) : false
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
  const last = later.findLast(
    (one) => one.type.startsWith('comment.') && named.safeParse(one.changes).data?.id.includes(id),
  )
  const { actorId: by = null, at = null } = last ?? {}
  const leftAs = (reason: Left['reason']): Plan => ({ left: [{ ...about, reason, by, at }] })
  if (task.isInternal === null) return leftAs('gone')
  if (task.isInternal === isInternal) return leftAs('changed')
  return { back: { id, taskId, isInternal }, left: [] }
}
