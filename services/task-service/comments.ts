import { TRPCError } from '@trpc/server'
import { isAtLeast, projectAt, tooLow } from './access.ts'
import { byComment, changedComment, commentFilter, newComment } from './contract.ts'
import { fresh, gone, recorded, type Tx } from './event-log.ts'
import { procedure, router } from './trpc.ts'

export const comments = router({
  /** A page of the newest, oldest first; `nextCursor` leads to earlier ones. */
  list: procedure.input(commentFilter).query(async ({ ctx, input: { taskId, cursor, limit } }) => {
    await projectAt(ctx, { taskId })
    const rows = await ctx.db.comment.findMany({
      where: { taskId, deletedAt: null, ...(cursor && { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: shown,
    })
    const items = rows.slice(0, limit).reverse()
    return { items, nextCursor: rows.length > limit ? (items[0]?.id ?? null) : null }
  }),

  create: procedure.input(newComment).mutation(({ ctx, input: { taskId, text } }) =>
    recorded(ctx, { at: { taskId }, needs: 'commenter' }, async (tx, _project, record) => {
      await count(tx, taskId, 1)
      const data = { taskId, text, authorId: ctx.user.id, createdAt: ctx.now }
      const comment = await tx.comment.create({ data, select: shown })
      record('comment.created', fresh({ id: comment.id }), { taskId })
      return comment
    }),
  ),

  /** Nobody edits another's comment, whatever the role. */
  update: procedure.input(changedComment).mutation(({ ctx, input: { id, taskId, text } }) =>
    recorded(ctx, { at: { taskId }, needs: 'commenter' }, async (tx, _project, record) => {
      const before = await tx.comment.findFirstOrThrow({
        where: { id, taskId, deletedAt: null },
        select: { authorId: true },
      })
      if (before.authorId !== ctx.user.id) throw onlyAuthor()
      record('comment.edited', { id: [id, id] }, { taskId })
      return tx.comment.update({
        where: { id, taskId },
        data: { text, editedAt: ctx.now },
        select: shown,
      })
    }),
  ),

  /** One's own; admins may delete anybody's. */
  delete: procedure.input(byComment).mutation(({ ctx, input: { id, taskId } }) =>
    recorded(ctx, { at: { taskId }, needs: 'commenter' }, async (tx, { role }, record) => {
      const where = { id, taskId, deletedAt: null }
      const comment = await tx.comment.findUniqueOrThrow({ where, select: { authorId: true } })
      if (comment.authorId !== ctx.user.id && !isAtLeast(role, 'admin')) throw tooLow('admin')
      const { count: deleted } = await tx.comment.updateMany({
        where,
        data: { deletedAt: ctx.now },
      })
      if (deleted > 0) {
        await count(tx, taskId, -1)
        record('comment.deleted', gone(id), { taskId })
      }
      return { id }
    }),
  ),
})

const shown = { id: true, authorId: true, text: true, createdAt: true, editedAt: true } as const

const count = (tx: Tx, id: string, step: number) =>
  tx.task.update({
    where: { id },
    data: { commentCount: { increment: step } },
    select: { id: true },
  })

const onlyAuthor = () =>
  new TRPCError({ code: 'FORBIDDEN', message: 'Only its author can edit a comment' })
