import { stampFeed } from '../../chassis/feed/feed.ts'
import { feedPage, feedPosition, fingerprintOf } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'

export const feed = router({
  /** Whether there is something after `after`; waits up to 2 s for it. */
  news: serviceProcedure
    .input(feedPosition)
    .query(({ ctx, input }) => ctx.news.until(ctx.feedPool, input.after)),

  pull: serviceProcedure.input(feedPage).query(async ({ ctx, input: { after, limit } }) => {
    const { feedPool } = ctx
    await stampFeed(feedPool)
    const { rows } = await feedPool.query<Row>({
      name: 'pull',
      text: 'select id, seq, type, data, at from "Event" where seq > $1 order by seq limit $2',
      values: [after, limit],
    })
    const events = rows.map(({ seq, ...event }) => ({ ...event, seq: Number(seq) }))
    const { rows: last } = await feedPool.query<Pick<Row, 'id' | 'at'>>({
      name: 'mark',
      text: 'select id, at from "Event" where seq = $1',
      values: [after],
    })
    const at = last[0]
    return { events, last: events.at(-1)?.seq ?? after, mark: at ? fingerprintOf(at) : null }
  }),
})

interface Row {
  readonly id: string
  readonly seq: string
  readonly type: string
  readonly data: unknown
  readonly at: Date
}
