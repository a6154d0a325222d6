import { createServer } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { loadEnv } from '../chassis/env.ts'
import { shippingEnv } from './env.ts'
import { clusterOf } from './log-shipping/cluster.ts'
import { logStoreOf } from './log-shipping/log-store.ts'
import { Shipper } from './log-shipping/shipper.ts'

const env = loadEnv(shippingEnv)
const shipper = new Shipper({
  cluster: clusterOf({
    url: env.KUBERNETES_URL,
    namespace: env.NAMESPACE,
    tokenFile: env.ACCOUNT_FILE,
  }),
  store: logStoreOf(env.LOGS_URL),
  lookEveryMs: 2000,
  deliverEveryMs: 500,
  // Not through the store: this line is read by the next look.
  warn: (message) => process.stderr.write(`ship-logs: ${message}\n`),
})

const registry = new Registry()
collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 })
const figures: readonly [string, string, () => number][] = [
  ['log_lines_shipped', 'Lines that the store has taken', () => shipper.shipped.lines],
  ['log_lines_refused', 'Lines that the store will never take', () => shipper.shipped.refused],
  ['log_characters_waiting', 'Characters that wait for the store', () => shipper.shipped.waiting],
  [
    'log_caught_up_timestamp_seconds',
    'When nothing waited for the store',
    () => shipper.shipped.caughtUpAt,
  ],
]
for (const [name, help, value] of figures)
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value())
    },
  })

const server = createServer(async (req, res) => {
  if (req.url === '/up') return res.writeHead(200).end()
  if (req.url !== '/metrics') return res.writeHead(404).end()
  const body = await registry.metrics()
  return res.writeHead(200, { 'content-type': registry.contentType }).end(body)
})
server.listen(env.METRICS_PORT)

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void shipper.stop().finally(() => process.exit(0)))
await shipper.run()
