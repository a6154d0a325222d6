import { TRPCError } from '@trpc/server'
import { appError } from '../../chassis/trpc.ts'
import { isAtLeast, projectAt, tooLow } from '../access/access.ts'
import { byComment, changedComment, commentFilter, newComment, reaction } from '../contract.ts'
import { fresh, gone, recorded, type Tx } from '../events/event-log.ts'
import { holdTask } from '../events/hold-task.ts'
import { procedure, router } from '../trpc.ts'
import { PAGE_BYTES } from '../within-bytes.ts'
import { type Reactions, react, reactionsSql } from './reactions.ts'

export const comments = router({
  /** A page of the newest, oldest first; `nextCursor` leads to earlier ones. It ends early where texts are long. */
  list: procedure.input(commentFilter).query(async ({ ctx, input: { taskId, cursor, limit } }) => {
    await projectAt(ctx, { taskId })
    const { rows } = await ctx.pool.query<Listed & { read: number }>({
      name: 'comments',
      text: commentsSql,
      values: [taskId, cursor ?? null, limit, ctx.user.id],
    })
    const items = rows
      .slice(0, limit)
      .map(({ read: _, ...row }) => row)
      .reverse()
    const isEnd = items.length === (rows[0]?.read ?? 0)
    return { items, nextCursor: isEnd ? null : (items[0]?.id ?? null) }
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

  /** Nobody edits another's comment, whatever the role. CONFLICT when it was edited elsewhere meanwhile. */
  update: procedure
    .input(changedComment)
    .mutation(({ ctx, input: { id, taskId, text, editedAt } }) =>
      recorded(ctx, { at: { taskId }, needs: 'commenter' }, async (tx, _project, record) => {
        await holdTask(tx, taskId)
        const where = { id, taskId, deletedAt: null }
        const { authorId } = await tx.comment.findFirstOrThrow({
          where,
          select: { authorId: true },
        })
        if (authorId !== ctx.user.id) throw onlyAuthor()
        const began = editedAt === undefined ? {} : { editedAt }
        const [edited] = await tx.comment.updateManyAndReturn({
          where: { ...where, ...began },
          data: { text, editedAt: ctx.now },
          select: shown,
        })
        if (!edited)
          throw conflict(await tx.comment.findFirstOrThrow({ where, select: shown }), text)
        record('comment.edited', { id: [id, id] }, { taskId })
        return edited
      }),
    ),

  /** One's own; admins may delete anybody's. */
  delete: procedure.input(byComment).mutation(({ ctx, input: { id, taskId } }) =>
    recorded(ctx, { at: { taskId }, needs: 'commenter' }, async (tx, { role }, record) => {
      await holdTask(tx, taskId)
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

  react: procedure.input(reaction).mutation(({ ctx, input }) => react(ctx, input)),
})

interface CommentRow {
  id: string
  authorId: string
  text: string
  createdAt: Date
  editedAt: Date | null
}

interface Listed extends CommentRow {
  reactions: Reactions[]
}

/** Parameters: task, cursor or null, limit, reader. `read` counts one more than the limit, where there is one. JSON writes some
 *  characters with twice their bytes. */
export const commentsSql = `
  select id, "authorId", text, "createdAt", "editedAt", read, ${reactionsSql('page.id', '$4')} as reactions from (
    select c.*, (count(*) over ())::int as read, sum(octet_length(text)) over (order by id desc) - octet_length(text) as before from (
      select id, "authorId", text, "createdAt", "editedAt" from "Comment"
       where "taskId" = $1 and "deletedAt" is null and ($2::uuid is null or id < $2) order by id desc limit $3 + 1) c) page
   where before < ${PAGE_BYTES} / 2 order by id desc`

const shown = { id: true, authorId: true, text: true, createdAt: true, editedAt: true } as const

const count = (tx: Tx, id: string, step: number) =>
  tx.task.update({
    where: { id },
    data: { commentCount: { increment: step } },
    select: { id: true },
  })

const conflict = (now: CommentRow, yours: string) =>
  appError('CONFLICT', 'This comment was edited meanwhile', {
    conflict: {
      editedAt: now.editedAt,
      changed: { text: { yours, theirs: now.text } },
      by: now.authorId,
      at: now.editedAt,
    },
  })

const onlyAuthor = () =>
  new TRPCError({ code: 'FORBIDDEN', message: 'Only its author can edit a comment' })
