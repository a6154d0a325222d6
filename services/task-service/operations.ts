import { ownState } from '../chassis/metrics.ts'
import { operatorProcedure, router } from './trpc.ts'
import { failingSql, queueAgeSql } from './webhooks/sending-metrics.ts'

interface Counts {
  readonly projects: number
  /** For how long the oldest webhook that is due waits for a sender. */
  readonly queueAgeSeconds: number
  /** Webhooks of which nothing has arrived since a failure. */
  readonly failing: number
  /** Deliveries of what happened in the last 24 hours, by what has become of them. */
  readonly delivered: number
  readonly retried: number
  readonly parked: number
}

/** `operations.*`: how this service fares, for who runs the installation. Counts over all workspaces together, and nothing of
 *  any of them. */
export const operations = router({
  get: operatorProcedure.query(async ({ ctx: { pool, metrics } }) => {
    const { rows } = await pool.query<Counts>({ name: 'operations', text: countsSql })
    const [row] = rows
    if (!row) throw new Error('A query of counts answers one row')
    const { projects, ...webhooks } = row
    return { ...ownState(metrics), projects, webhooks }
  }),
})

const countsSql = `
  select (select count(*)::int from "Project") as projects, (${queueAgeSql}) as "queueAgeSeconds", (${failingSql}) as failing, d.*
    from (select count(*) filter (where status = 'delivered')::int as delivered,
                 count(*) filter (where status = 'pending' and attempts > 0)::int as retried,
                 count(*) filter (where status = 'parked')::int as parked
            from "WebhookDelivery" where "createdAt" > now() - interval '24 hours') d`
