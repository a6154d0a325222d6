import { Counter, Histogram } from 'prom-client'
import type { Pool } from '../../chassis/database.ts'
import { gauge, type Metrics } from '../../chassis/metrics.ts'

interface Measured {
  readonly pool: Pool
  readonly metrics: Metrics
}

/** SQL. */
export const queueAgeSql = `
  select coalesce(extract(epoch from now() - min(greatest("nextAt", "busyUntil"))), 0)::float8 as value
    from "Webhook" where stopped is null and "nextAt" <= now() and coalesce("busyUntil" <= now(), true)`

/** SQL. */
export const failingSql = `
  select count(*)::int as value from "Webhook" where stopped is null and "failingSince" is not null`

/** How webhooks are doing. Gauges ask the database when they are read. */
export function sendingMetrics({ pool, metrics }: Measured) {
  const registers = [metrics.registry]
  const asked = (name: string, help: string, text: string) =>
    gauge(metrics, { name, help, labels: [] }, async () => {
      const { rows } = await pool.query<{ value: number }>(text).catch(() => ({ rows: [] }))
      return rows.map(({ value }) => [{}, Number(value)] as const)
    })
  asked(
    'webhook_queue_age_seconds',
    'For how long the oldest webhook that is due waits for a sender',
    queueAgeSql,
  )
  asked('webhooks_failing', 'Webhooks of which nothing has arrived since a failure', failingSql)
  return {
    deliveries: new Counter({
      name: 'webhook_deliveries_total',
      help: 'Tries of webhooks by what became of them: delivered, retried, parked, stopped, unseen, lost',
      labelNames: ['outcome'] as const,
      registers,
    }),
    age: new Histogram({
      name: 'webhook_delivery_seconds',
      help: 'From the event to the answer of the target',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600],
      registers,
    }),
  }
}
