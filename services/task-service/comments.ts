import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/task'
import { type Asking, projectAt, visibleTo, writableAt } from './access.ts'
import { byComment, changedComment, commentFilter, newComment } from './contract.ts'
import { fresh, gone, recorded } from './event-log.ts'
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

  create: procedure.input(newComment).mutation(async ({ ctx, input }) => {
    const { taskId, text } = input
    const { id: projectId, workspaceId } = await writableAt(ctx, { taskId }, 'commenter')
    return recorded(ctx, async (tx, record) => {
      await count(tx, taskId, 1)
      const data = { taskId, text, authorId: ctx.user.id, createdAt: ctx.now }
      const comment = await tx.comment.create({ data, select: shown })
      const changes = fresh({ id: comment.id, text: excerpt(text) })
      record({ type: 'comment.created', workspaceId, projectId, taskId, changes })
      return comment
    })
  }),

  update: procedure.input(changedComment).mutation(async ({ ctx, input: { id, taskId, text } }) => {
    const { id: projectId, workspaceId } = await writableAt(ctx, { taskId }, 'commenter')
    return recorded(ctx, async (tx, record) => {
      const before = await own(ctx, tx, { id, taskId })
      record({
        type: 'comment.edited',
        ...{ workspaceId, projectId, taskId },
        changes: { id: [id, id], text: [excerpt(before.text), excerpt(text)] },
      })
      return tx.comment.update({
        where: { id, taskId },
        data: { text, editedAt: ctx.now },
        select: shown,
      })
    })
  }),

  /** One's own; admins may delete anybody's. */
  delete: procedure.input(byComment).mutation(async ({ ctx, input: { id, taskId } }) => {
    const { id: projectId, workspaceId } = await writableAt(ctx, { taskId }, 'commenter')
    const comment = await ctx.db.comment.findUniqueOrThrow({
      where: { id, taskId, deletedAt: null },
      select: { authorId: true },
    })
    if (comment.authorId !== ctx.user.id) await projectAt(ctx, { taskId }, 'admin')
    return recorded(ctx, async (tx, record) => {
      const { count: deleted } = await tx.comment.updateMany({
        where: { id, taskId, deletedAt: null },
        data: { deletedAt: ctx.now },
      })
      if (deleted > 0) {
        await count(tx, taskId, -1)
        const changes = gone(id)
        record({ type: 'comment.deleted', workspaceId, projectId, taskId, changes })
      }
      return { id }
    })
  }),
})

const shown = { id: true, authorId: true, text: true, createdAt: true, editedAt: true } as const

/** What the log keeps of a text. */
const excerpt = (text: string) => [...text].slice(0, 200).join('')

const count = (tx: Prisma.TransactionClient, id: string, step: number) =>
  tx.task.update({
    where: { id },
    data: { commentCount: { increment: step } },
    select: { id: true },
  })

/** Nobody edits another's comment, whatever the role. */
async function own(
  { user }: Asking,
  tx: Prisma.TransactionClient,
  where: { id: string; taskId: string },
) {
  const comment = await tx.comment.findFirstOrThrow({
    where: { ...where, deletedAt: null, task: { project: visibleTo(user) } },
    select: { authorId: true, text: true },
  })
  if (comment.authorId !== user.id) throw onlyAuthor()
  return comment
}

const onlyAuthor = () =>
  new TRPCError({ code: 'FORBIDDEN', message: 'Only its author can edit a comment' })
