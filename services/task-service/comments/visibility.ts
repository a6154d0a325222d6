import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { appError } from '../../chassis/trpc.ts'
import { isAtLeast, tooLow, type VisibleProject, visibleSql } from '../access/access.ts'
import { grantedSql } from '../access/granted-task.ts'
import { insiderSql } from '../access/insiders.ts'
import { type Acting, type Recording, recorded, type Tx } from '../events/event-log.ts'
import { holdTask } from '../events/hold-task.ts'
import { hasFiles } from '../limits.ts'
import { commentFor, onTask, refuseOutsider } from './internal.ts'
import type { commentVisibility } from './visibility-input.ts'

type Wanted = z.infer<typeof commentVisibility>

/** Makes an internal comment one that everybody reads who sees its task, or the other way round: its author and admins,
 *  as far as they read internal ones. `actionId` is null where it was so already. */
export function setInternal(ctx: Acting, wanted: Wanted) {
  const actionId = randomUUID()
  const { id, taskId, isInternal } = wanted
  const right = { at: { taskId }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, project, record) => {
    const isChanged = await putVisibility(tx, ctx, { ...wanted, project, record })
    return { id, taskId, isInternal, actionId: isChanged ? actionId : null }
  })
}

interface Putting extends Wanted {
  readonly project: VisibleProject
  readonly record: Recording
  /** By undo: those read it again who read it before, and what would refuse to hide it does not count. */
  readonly isRestored?: boolean
}

/** The transaction has decided the right to change the task. False where there is nothing to change. */
export async function putVisibility(tx: Tx, { user }: Pick<Acting, 'user'>, putting: Putting) {
  const { id, taskId, isInternal, project, record, isRestored } = putting
  await refuseOutsider(tx, user, project.id)
  await holdTask(tx, taskId)
  const comment = await commentFor(tx, user, { id, taskId })
  if (comment.authorId !== user.id && !isAtLeast(project.role, 'admin')) throw tooLow('admin')
  if (comment.isInternal === isInternal) return false
  if (isInternal && !isRestored) await refuseHiding(tx, taskId, comment)
  const place = { taskId: null, internalTaskId: null, ...onTask(taskId, { isInternal }) }
  await tx.comment.update({ where: { id }, data: place, select: { id: true } })
  const step = isInternal ? 1 : -1
  await tx.task.update({
    where: { id: taskId },
    data: { internalCommentCount: { increment: step }, commentCount: { increment: -step } },
    select: { id: true },
  })
  // Both tell everybody who sees the project: that there is a comment now, or that one they have read is gone.
  record(isInternal ? 'comment.made_internal' : 'comment.made_public', { id: [id, id] }, { taskId })
  return true
}

/** Nobody loses their own words by it, and pictures belong to the task, which others see. */
async function refuseHiding(
  tx: Tx,
  taskId: string,
  { authorId, text }: { readonly authorId: string; readonly text: string },
) {
  if (hasFiles(text))
    throw appError(
      'BAD_REQUEST',
      'A comment with files cannot be internal: they belong to its task',
      {
        reason: 'has_files',
      },
    )
  if (await seesWithoutIt(tx, authorId, taskId))
    throw appError('BAD_REQUEST', 'Its author could not read this comment any more', {
      reason: 'author_outside',
    })
}

/** Whether somebody sees the task, but not what is internal there; who has left it loses nothing. */
async function seesWithoutIt(tx: Tx, userId: string, taskId: string) {
  const rows = await tx.$queryRawUnsafe<unknown[]>(
    `select from "Task" t join "Project" p on p.id = t."projectId"
      where t.id = $1::uuid and (${visibleSql('$2::uuid')} or ${grantedSql('$2::uuid')})
        and not ${insiderSql('p.id', '$2')}`,
    ...[taskId, userId],
  )
  return rows.length > 0
}
