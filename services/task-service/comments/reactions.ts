import type { z } from 'zod'
import type { Emoji, reaction } from '../contract.ts'
import { type Acting, fresh, recorded, type Tx } from '../events/event-log.ts'
import { REACTORS_NAMED } from '../limits.ts'
import { commentFor, markOf } from './internal.ts'

/** One emoji below a comment: how many people, and the first of them, the reader before all others. */
export interface Reactions {
  readonly emoji: Emoji
  readonly count: number
  readonly isMine: boolean
  readonly userIds: readonly string[]
}

/** Adds one's own reaction to a comment, or takes it back; what is so already stays so. Whoever may comment may. */
export const react = (ctx: Acting, { taskId, id, emoji, on }: z.infer<typeof reaction>) =>
  recorded(
    ctx,
    { at: { taskId }, needs: 'commenter', byGrant: true },
    async (tx, _project, record) => {
      const mark = markOf(await commentFor(tx, ctx.user, { id, taskId }))
      const own = { commentId: id, emoji, userId: ctx.user.id }
      const { count } = on
        ? await tx.reaction.createMany({ data: { ...own, at: ctx.now }, skipDuplicates: true })
        : await tx.reaction.deleteMany({ where: own })
      if (count > 0 && on)
        record('reaction.added', { ...fresh({ commentId: id, emoji }), ...mark }, { taskId })
      else if (count > 0)
        record(
          'reaction.removed',
          { commentId: [id, null], emoji: [emoji, null], ...mark },
          { taskId },
        )
      return { id, reactions: await reactionsTo(tx, id, ctx.user.id) }
    },
  )

async function reactionsTo(tx: Tx, id: string, reader: string) {
  const [row] = await tx.$queryRawUnsafe<{ reactions: Reactions[] }[]>(
    `select ${reactionsSql('$1::uuid', '$2::uuid')} as reactions`,
    ...[id, reader],
  )
  return row?.reactions ?? []
}

/** SQL: what people think of a comment, as JSON; emojis in the order of their type. */
export const reactionsSql = (comment: string, reader: string) => `(
  select coalesce(json_agg(json_build_object(
           'emoji', emoji, 'count', count, 'isMine', "isMine", 'userIds', "userIds") order by emoji), '[]')
    from (select r.emoji, count(*)::int as count, bool_or(r."userId" = ${reader}) as "isMine",
                 (array_agg(r."userId" order by r."userId" <> ${reader}, r.at, r."userId"))[:${REACTORS_NAMED}] as "userIds"
            from "Reaction" r where r."commentId" = ${comment} group by r.emoji) r)`
