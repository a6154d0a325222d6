import type { Pool } from '../chassis/database.ts'
import { figuresOf, ownState } from '../chassis/metrics.ts'
import { operatorProcedure, router } from './trpc.ts'
import { failingSql, queueAgeSql } from './webhooks/sending-metrics.ts'

interface Sending {
  /** For how long the oldest webhook that is due waits for a sender. */
  readonly queueAgeSeconds: number
  /** Webhooks of which nothing has arrived since a failure. */
  readonly failing: number
  /** Deliveries of what happened in the last 24 hours, by what has become of them. */
  readonly delivered: number
  readonly retried: number
  /** Given up because no try arrived. */
  readonly parked: number
}

/** `operations.*`: how this service fares, for who runs the installation. Counts over all workspaces together, and nothing of
 *  any of them. */
export const operations = router({
  get: operatorProcedure.query(async ({ ctx: { db, pool, metrics, log } }) => {
    const asked = { projects: db.project.count(), webhooks: sendingIn(pool) }
    return { ...ownState(metrics), ...(await figuresOf(asked, log)) }
  }),
})

async function sendingIn(pool: Pool) {
  const { rows } = await pool.query<Sending>({ name: 'operations', text: sendingSql })
  const [row] = rows
  if (!row) throw new Error('A query of counts answers one row')
  return row
}

// Tries of a new webhook (no event), and what waited when somebody switched one off, say nothing of the way out.
const sendingSql = `
  select (${queueAgeSql}) as "queueAgeSeconds", (${failingSql}) as failing, d.*
    from (select count(*) filter (where status = 'delivered')::int as delivered,
                 count(*) filter (where status = 'pending' and attempts > 0)::int as retried,
                 count(*) filter (where status = 'parked' and failure is distinct from 'stopped')::int as parked
            from "WebhookDelivery"
           where "createdAt" > now() - interval '24 hours' and "eventSeq" is not null) d`
