import { stampFeed } from '../chassis/feed.ts'
import { feedPage } from './contract.ts'
import { router, serviceProcedure } from './trpc.ts'

export const feed = router({
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
    return { events, last: events.at(-1)?.seq ?? after }
  }),
})
