import { stampFeed } from '../chassis/feed.ts'
import { feedPage, feedPosition, markOf } from './contract.ts'
import { router, serviceProcedure } from './trpc.ts'

export const feed = router({
  /** Whether there is something after `after`; waits up to 2 s for it. */
  news: serviceProcedure
    .input(feedPosition)
    .query(({ ctx, input }) => ctx.news.until(ctx.pool, input.after)),

  pull: serviceProcedure.input(feedPage).query(async ({ ctx, input: { after, limit } }) => {
    await stampFeed(ctx.pool)
    const rows = await ctx.db.event.findMany({
      where: { seq: { gt: after } },
      orderBy: { seq: 'asc' },
      take: limit,
      select: { id: true, seq: true, type: true, data: true, at: true },
    })
    const events = rows.map(({ id, seq, ...event }) => ({
      ...event,
      id: String(id),
      seq: Number(seq),
    }))
    const at = await ctx.db.event.findUnique({
      where: { seq: after },
      select: { id: true, at: true },
    })
    return { events, last: events.at(-1)?.seq ?? after, mark: at && markOf(at) }
  }),
})
