import { createServer } from 'node:http'
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type Metric,
  Registry,
} from 'prom-client'
import { commit, type ProcessEnv } from './env.ts'
import type { RequestLog } from './logger.ts'
import type { Usage } from './shares/share.ts'

/** Exemplars have their place in OpenMetrics only. */
type OpenRegistry = Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>

export type Metrics = ReturnType<typeof createMetrics>

/** How work in the background fares in this process. Times are epoch milliseconds. */
interface JobState {
  /** Since when it is done again and again. */
  readonly begunAt: number
  /** When it ended last; null before the first time. */
  readonly endedAt: number | null
  /** It failed then; what it left is done by the next run. */
  readonly hasFailed: boolean
  readonly nextAt: number
}

/** What Node tells of this process: watched once, however many services run in it. */
let processMetrics: readonly Metric[] | undefined
function watchProcess() {
  const registry = new Registry()
  // The timer behind the delay of the event loop costs 0.5 % of a core at the default of 10 ms; a service at rest does little else.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 })
  return registry.getMetricsAsArray().flatMap(({ name }) => registry.getSingleMetric(name) ?? [])
}

/** One registry per service. Durations are seconds. */
export function createMetrics(service: string) {
  const registry: OpenRegistry = new Registry()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  processMetrics ??= watchProcess()
  for (const metric of processMetrics) registry.registerMetric(metric)
  registry.setDefaultLabels({ service })
  const registers = [registry]
  const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
  const shares = new Map<string, () => Usage>()
  const feeds = new Map<string, () => number>()
  const jobs = new Map<string, () => JobState>()
  watchShares(registry, shares)
  return {
    registry,
    /** What is divided among people, by its name. */
    shares,
    /** For how many seconds each follower has not seen the end of its feed. */
    feeds,
    /** What is done again and again, by its name. */
    jobs,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests by route and status',
      labelNames: ['route', 'method', 'status'] as const,
      buckets,
      enableExemplars: true,
      registers,
    }),
    procedures: new Histogram({
      name: 'trpc_procedure_duration_seconds',
      help: 'Duration of tRPC procedures by path and error code, OK when there is none',
      labelNames: ['path', 'code'] as const,
      buckets,
      enableExemplars: true,
      registers,
    }),
    calls: new Counter({
      name: 'trpc_calls_total',
      help: 'tRPC requests by the adapter that answered them: plain or full',
      labelNames: ['adapter'] as const,
      registers,
    }),
  }
}

/** Who is told to come back later is told because of one of them. */
function watchShares(registry: OpenRegistry, shares: ReadonlyMap<string, () => Usage>) {
  const all = () => [...shares].map(([share, usage]) => ({ share, ...usage() }))
  gauge(
    { registry },
    {
      name: 'shares_in_use',
      help: 'What people hold of something that is divided among them, and what they wait for',
      labels: ['share', 'state'],
    },
    () =>
      all().flatMap(({ share, held, waiting }) => [
        [{ share, state: 'held' }, held] as const,
        [{ share, state: 'waiting' }, waiting] as const,
      ]),
  )
  new Counter({
    name: 'shares_refused_total',
    help: 'How often somebody was told to come back because their share was used up',
    labelNames: ['share'] as const,
    registers: [registry],
    collect() {
      this.reset()
      for (const { share, refused } of all()) this.inc({ share }, refused)
    },
  })
}

/** A gauge that is looked up whenever somebody reads the metrics: figures by the values of its labels. */
export function gauge<Label extends string>(
  { registry }: { registry: OpenRegistry },
  { name, help, labels }: { name: string; help: string; labels: readonly Label[] },
  look: () => readonly Figure<Label>[] | Promise<readonly Figure<Label>[]>,
) {
  new Gauge({
    ...{ name, help, labelNames: labels, registers: [registry] },
    async collect() {
      this.reset()
      for (const [of, value] of await look()) this.set(of, value)
    },
  })
}
type Figure<Label extends string> = readonly [of: Record<Label, string>, value: number]

/** What a process tells operators of itself. Of several replicas each tells its own. */
export const ownState = ({ feeds, jobs }: Pick<Metrics, 'feeds' | 'jobs'>) => ({
  commit: commit ?? null,
  startedAt: isoOf(performance.timeOrigin),
  /** Feeds of other services that it follows. */
  feeds: [...feeds].map(([feed, behindSeconds]) => ({
    feed,
    behindSeconds: Math.round(behindSeconds()),
  })),
  jobs: [...jobs].map(([name, stateOf]) => {
    const { begunAt, endedAt, hasFailed, nextAt } = stateOf()
    return {
      ...{ name, hasFailed, begunAt: isoOf(begunAt), nextAt: isoOf(nextAt) },
      endedAt: endedAt === null ? null : isoOf(endedAt),
    }
  }),
})

/** What is counted for operators. A figure that cannot be told is null, and the others are told; where none can, the service
 *  cannot do its work, and the first failure says why. */
export async function figuresOf<Figures extends object>(
  asked: { readonly [Name in keyof Figures]: Promise<Figures[Name]> },
  log: Pick<RequestLog, 'warn'>,
): Promise<{ [Name in keyof Figures]: Figures[Name] | null }> {
  const failures: unknown[] = []
  const told = await Promise.all(
    Object.entries<Promise<unknown>>(asked).map(async ([figure, answer]) => {
      try {
        return [figure, await answer] as const
      } catch (err) {
        failures.push(err)
        log.warn({ figure, err }, 'not counted for operators')
        return [figure, null] as const
      }
    }),
  )
  if (failures.length === told.length) throw failures[0]
  return Object.fromEntries(told) as { [Name in keyof Figures]: Figures[Name] | null }
}

const isoOf = (epochMs: number) => new Date(epochMs).toISOString()

/** Where a duration comes from, if its trace is kept; Prometheus shows it beside the figure. */
export const exemplarOf = (isKept: boolean, requestId: unknown, traceId: string | undefined) =>
  isKept && traceId ? { trace_id: traceId, request_id: String(requestId) } : noExemplar

const noExemplar = {}

/** Serves `/metrics` on its own port, which no entrance routes to. */
export function metricsServer({ registry }: Metrics, env: ProcessEnv) {
  const requestTimeout = env.BODY_SECONDS * 1000
  const server = createServer(
    { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: 1000 },
    async (req, res) => {
      if (req.url !== '/metrics') return res.writeHead(404).end()
      const body = await registry.metrics()
      return res.writeHead(200, { 'content-type': registry.contentType }).end(body)
    },
  )
  server.timeout = env.READER_SECONDS * 1000
  return server
}
