import { TRPCError } from '@trpc/server'
import { notFound } from '../../chassis/trpc.ts'
import type { Actor } from '../access/access.ts'
import { insiderSql, isInsider } from '../access/insiders.ts'
import type { Tx } from '../events/event-log.ts'

interface Kind {
  readonly isInternal: boolean
}

/** The columns that put a comment on its task: what asks by `taskId` alone finds no internal one. */
export const onTask = (taskId: string, { isInternal }: Kind) =>
  isInternal ? { internalTaskId: taskId } : { taskId }

/** What marks the events of an internal comment. */
export const markOf = ({ isInternal }: Kind): { isInternal?: [true, true] } =>
  isInternal ? { isInternal: [true, true] } : {}

interface Sought {
  readonly id: string
  readonly taskId: string
}

/** A comment of a task that the user may see; NOT_FOUND for any other. The transaction holds its task. */
export async function commentFor(tx: Tx, user: Actor, { id, taskId }: Sought) {
  const [comment] = await tx.$queryRawUnsafe<
    { authorId: string; text: string; isInternal: boolean }[]
  >(
    `select "authorId", text, "internalTaskId" is not null as "isInternal" from "Comment" c
      where c.id = $1::uuid and c."deletedAt" is null
        and (c."taskId" = $2::uuid or (c."internalTaskId" = $2::uuid and ${insiderSql(projectOf('$2'), '$3')}))`,
    ...[id, taskId, user.id],
  )
  if (!comment) throw notFound()
  return comment
}

/** SQL: the project of a task. */
export const projectOf = (task: string) =>
  `(select t."projectId" from "Task" t where t.id = ${task}::uuid)`

/** Throws FORBIDDEN for a guest, whatever their role in the project. */
export async function refuseOutsider(tx: Tx, user: Actor, projectId: string) {
  if (!(await isInsider(tx, user.id, projectId)))
    throw new TRPCError({
      code: 'FORBIDDEN',
      message: 'Internal comments are for members of the workspace, not for guests',
    })
}
