import { TRPCError } from '@trpc/server'
import { type ActingBot, botColumns, botOf, botSql } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import { isAtLeast, tooLow } from '../access/access.ts'
import { refuseUnseen } from '../access/granted-task.ts'
import { insiderSql } from '../access/insiders.ts'
import { byComment, changedComment, commentFilter, newComment, reaction } from '../contract.ts'
import { fresh, gone, type Right, recorded, type Tx } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'
import { refuseManyNamed } from '../watchers/refuse-many-named.ts'
import { PAGE_BYTES } from '../within-bytes.ts'
import { commentFor, markOf, onTask, projectOf, refuseOutsider } from './internal.ts'
import { type Reactions, react, reactionsSql } from './reactions.ts'
import { setInternal } from './visibility.ts'
import { commentVisibility } from './visibility-input.ts'

export const comments = router({
  /** A page of the newest, oldest first; `nextCursor` leads to earlier ones. It ends early where texts are long. */
  list: procedure.input(commentFilter).query(async ({ ctx, input: { taskId, cursor, limit } }) => {
    await refuseUnseen(ctx, taskId)
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

  create: procedure.input(newComment).mutation(({ ctx, input: { taskId, text, isInternal } }) =>
    recorded(
      ctx,
      { at: { taskId }, needs: isInternal ? 'member' : 'commenter', byGrant: true },
      async (tx, project, record) => {
        refuseManyNamed(text)
        if (isInternal) await refuseOutsider(tx, ctx.user, project.id)
        const kind = { isInternal }
        await count(tx, taskId, kind, 1)
        const by = { authorId: ctx.user.id, ...botColumns(ctx.identity?.token) }
        const data = { ...onTask(taskId, kind), ...by, text, createdAt: ctx.now }
        const comment = shownOf(await tx.comment.create({ data, select: shown }))
        record('comment.created', { ...fresh({ id: comment.id }), ...markOf(kind) }, { taskId })
        return { ...comment, isInternal }
      },
    ),
  ),

  /** Nobody edits another's comment, whatever the role. CONFLICT when it was edited elsewhere meanwhile. A bot that edits
   *  leaves its mark, and its owner's own hand takes none: no words of a bot stand as those of a person. */
  update: procedure
    .input(changedComment)
    .mutation(({ ctx, input: { id, taskId, text, editedAt } }) =>
      recorded(ctx, commenting(taskId), async (tx, _project, record) => {
        refuseManyNamed(text)
        const { authorId, isInternal } = await commentFor(tx, ctx.user, { id, taskId })
        if (authorId !== ctx.user.id) throw onlyAuthor()
        const where = { id, deletedAt: null }
        const began = editedAt === undefined ? {} : { editedAt }
        const token = ctx.identity?.token
        const [edited] = await tx.comment.updateManyAndReturn({
          where: { ...where, ...began },
          data: { text, editedAt: ctx.now, ...(token?.bot && botColumns(token)) },
          select: shown,
        })
        const kind = { isInternal }
        if (!edited)
          throw conflict(await tx.comment.findFirstOrThrow({ where, select: shown }), text)
        record('comment.edited', { id: [id, id], ...markOf(kind) }, { taskId })
        return { ...shownOf(edited), ...kind }
      }),
    ),

  /** One's own; admins may delete anybody's. */
  delete: procedure.input(byComment).mutation(({ ctx, input: { id, taskId } }) =>
    recorded(ctx, commenting(taskId), async (tx, { role }, record) => {
      const { authorId, isInternal } = await commentFor(tx, ctx.user, { id, taskId })
      if (authorId !== ctx.user.id && !isAtLeast(role, 'admin')) throw tooLow('admin')
      const kind = { isInternal }
      const { count: deleted } = await tx.comment.updateMany({
        where: { id, deletedAt: null },
        data: { deletedAt: ctx.now },
      })
      if (deleted > 0) {
        await count(tx, taskId, kind, -1)
        record('comment.deleted', { ...gone(id), ...markOf(kind) }, { taskId })
      }
      return { id }
    }),
  ),

  setInternal: procedure
    .input(commentVisibility)
    .mutation(({ ctx, input }) => setInternal(ctx, input)),

  react: procedure.input(reaction).mutation(({ ctx, input }) => react(ctx, input)),
})

/** Whoever was given the task alone comments too. The task is held until the end. */
const commenting = (taskId: string): Right => ({
  at: { taskId },
  needs: 'commenter',
  byGrant: true,
})

interface CommentRow {
  id: string
  authorId: string
  text: string
  createdAt: Date
  editedAt: Date | null
}

interface Listed extends CommentRow {
  /** That wrote it for its author, or edited it last of all bots. */
  bot: ActingBot | null
  /** Read by members and above alone. */
  isInternal: boolean
  reactions: Reactions[]
}

/** Parameters: task, cursor or null, limit, reader. `read` counts one more than the limit, where there is one. JSON writes some
 *  characters with twice their bytes. */
export const commentsSql = `
  select id, "authorId", ${botSql('page')} as bot, text, "createdAt", "editedAt", "isInternal", read, ${reactionsSql('page.id', '$4')} as reactions from (
    select c.*, (count(*) over ())::int as read, sum(octet_length(text)) over (order by id desc) - octet_length(text) as before from (
      (${newestSql('"taskId" = $1', false)}) union all
      (${newestSql(`"internalTaskId" = $1 and ${insiderSql(projectOf('$1'), '$4')}`, true)})
       order by id desc limit $3 + 1) c) page
   where before < ${PAGE_BYTES} / 2 order by id desc`

function newestSql(where: string, isInternal: boolean) {
  return `select id, "authorId", "botId", "botName", text, "createdAt", "editedAt", ${isInternal} as "isInternal" from "Comment"
   where ${where} and "deletedAt" is null and ($2::uuid is null or id < $2) order by id desc limit $3 + 1`
}

const shown = {
  ...{ id: true, authorId: true, text: true, createdAt: true, editedAt: true },
  ...{ botId: true, botName: true },
} as const

const shownOf = <Row extends ReturnType<typeof botColumns>>({ botId, botName, ...row }: Row) => ({
  ...row,
  bot: botOf({ botId, botName }),
})

const count = (tx: Tx, id: string, { isInternal }: { isInternal: boolean }, step: number) =>
  tx.task.update({
    where: { id },
    data: { [isInternal ? 'internalCommentCount' : 'commentCount']: { increment: step } },
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
