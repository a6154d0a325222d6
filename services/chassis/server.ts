import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SpanStatusCode } from '@opentelemetry/api'
import { TRPCError } from '@trpc/server'
import { untilDelivered } from './delivery.ts'
import type { ProcessEnv } from './env.ts'
import { respondWithError } from './error-response.ts'
import type { Logger } from './logger.ts'
import { exemplarOf, type Metrics, metricsServer } from './metrics.ts'
import { limitBodyTime } from './request.ts'
import { continueTrace, SLOW_MS, traceIdOf } from './tracing.ts'

/** A service that runs. */
export interface Running {
  readonly url: string
  readonly port: number
  readonly metricsPort: number
  /** Longest that `close` may take. */
  readonly endsWithinSeconds: number
  /** Drains and stops; resolves when the last request is answered. */
  close(): Promise<void>
}

export interface Serving {
  readonly env: ProcessEnv
  readonly log: Logger
  readonly metrics: Metrics
  readonly handler: RequestListener
  /** Own dependencies only, never peers: asked by `/up/ready`. */
  readonly ready: () => Promise<boolean>
  /** Faces browsers: a trace begins here, whatever the request claims. */
  readonly edge?: boolean
  /** Ends streams when draining begins; their clients resume elsewhere. */
  readonly onDrain?: () => void
  /** Longest request a stopping process still answers, in seconds. */
  readonly longestRequestSeconds?: number
  /** Closes pools and connections after the last request. */
  readonly onClose: () => Promise<void>
}

/** Starts the HTTP server and the metrics server. `/up` says that the event loop turns, `/up/ready` that requests
 *  are welcome. A stopping server keeps serving for DRAIN_SECONDS with `Connection: close` (the cluster needs time
 *  to look away), then waits for what is in flight. */
export async function serve(serving: Serving): Promise<Running> {
  const { env, log, metrics, edge, ready, onClose } = serving
  let draining = false
  const keptSeconds = keptConnection(env)
  /** Answers that did not say that they are the last of their connection. */
  const kept = { underWay: 0, endedAt: 0 }
  const server = createServer(
    {
      keepAliveTimeout: 75_000,
      headersTimeout: 10_000,
      requestTimeout: 0,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: edge ? BROWSER_HEAD_BYTES : SERVICE_HEAD_BYTES,
    },
    (req, res) => {
      if (draining) res.setHeader('connection', 'close')
      else if (keptSeconds) {
        res.setHeader('keep-alive', `timeout=${keptSeconds}`)
        kept.underWay += 1
        res.once('close', () => {
          kept.underWay -= 1
          kept.endedAt = performance.now()
        })
      }
      if (req.url === '/up') return res.writeHead(200).end()
      if (req.url === '/up/ready')
        return void (draining ? Promise.resolve(false) : ready()).then((yes) =>
          res.writeHead(yes ? 200 : 503).end(),
        )
      observe(serving, req, res)
      return
    },
  )
  server.maxRequestsPerSocket = 1000
  // A connection on which nothing moves, in either direction: its reader is gone, or was never there.
  server.timeout = env.READER_SECONDS * 1000
  const metricsEndpoint = metricsServer(metrics, env)
  const port = await listen(server, env.PORT, env.HOST)
  const metricsPort = await listen(metricsEndpoint, env.METRICS_PORT, env.HOST)
  log.info({ port, metricsPort }, 'listening')

  const { longestRequestSeconds = 15 } = serving
  let closing: Promise<void> | undefined
  const drain = async () => {
    draining = true
    log.info('draining')
    serving.onDrain?.()
    await sleep(env.DRAIN_SECONDS * 1000)
    const until = performance.now() + longestRequestSeconds * 1000
    // Whoever got the end of such an answer only now may still ask on its connection.
    const mayAsk = () => kept.underWay > 0 || performance.now() < kept.endedAt + keptSeconds * 1000
    while (keptSeconds && mayAsk() && performance.now() < until) await sleep(100)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    const idle = setInterval(() => server.closeIdleConnections(), 250)
    const late = setTimeout(() => server.closeAllConnections(), until - performance.now())
    await closed
    clearInterval(idle)
    clearTimeout(late)
    await untilDelivered(port, until)
    metricsEndpoint.close()
    metricsEndpoint.closeAllConnections()
    await onClose()
    log.info('stopped')
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    metricsPort,
    endsWithinSeconds: env.DRAIN_SECONDS + longestRequestSeconds + SPARE_SECONDS,
    close: () => {
      closing ??= drain()
      return closing
    },
  }
}

/** How long a client is told to keep an idle connection, in seconds: shorter than a stopping server goes on. So each connection
 *  that is left then is one that nobody uses again, and no request meets its close half-way. What does not heed it, as proxies do
 *  not, has the 75 s of the server. 0 where a server does not wait. */
const keptConnection = ({ DRAIN_SECONDS }: ProcessEnv) =>
  DRAIN_SECONDS > 2 ? Math.floor(DRAIN_SECONDS) - 1 : 0

/** Longest request line with headers that a browser may send: a filter of 2,000 Korean letters takes 18,000 bytes of it. */
const BROWSER_HEAD_BYTES = 32_768
/** The same for services, which ask for up to 10,000 people by one GET. */
const SERVICE_HEAD_BYTES = 524_288

/** Beyond draining and the longest request: closing pools, and one request to a dead database. */
const SPARE_SECONDS = 10

/** Runs a service until SIGTERM or SIGINT, then drains it and exits 0. A start or an end that fails exits 1, as does an end that
 *  takes longer than its deadline, before the cluster kills what is left: each says why on stderr. */
export async function run(start: () => Promise<Running>) {
  const running = start()
  const fail = (why: unknown) => {
    process.stderr.write(`${why instanceof Error ? why.stack : why}\n`)
    process.exit(1)
  }
  const end = async () => {
    const deadline = (seconds: number, what: string) =>
      setTimeout(() => fail(`${what} took longer than ${seconds} s`), seconds * 1000)
    const starting = deadline(SPARE_SECONDS, 'The start, which was to end,')
    const service = await running
    clearTimeout(starting)
    deadline(service.endsWithinSeconds, 'The end')
    await service.close()
    process.exit(0)
  }
  // For good: once only, a second signal would end the process in the middle of its requests.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void end().catch(fail))
  await running.catch(fail)
}

/** The first segment only: what a client writes into the path must not become a label. */
const routes = /^\/(trpc|internal|api|uploads|files|assets)(?=[/?]|$)/

function observe(
  { env, handler, log, metrics, edge }: Serving,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const route = routes.exec(req.url ?? '')?.[0] ?? '/'
  const started = performance.now()
  continueTrace(req.headers, edge === true, `${req.method} ${route}`, (span, interaction) => {
    if (interaction) res.setHeader('server-timing', `traceparent;desc="${interaction}"`)
    const given = givenId(req)
    const requestId = given ?? randomUUID()
    req.headers['x-request-id'] = requestId
    // Who names a request before it comes wants to find its trace.
    const isNamed = edge === true && given !== undefined
    span?.setAttributes({ 'request.id': requestId, 'request.named': isNamed })
    res.once('close', () => {
      const ms = performance.now() - started
      const status = res.statusCode
      if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
      span?.end()
      const traceId = traceIdOf(String(req.headers.traceparent))
      const isKept = span !== undefined && (isNamed || status >= 500 || ms >= SLOW_MS)
      metrics.requests.observe({
        labels: { route, method: req.method, status },
        value: ms / 1000,
        exemplarLabels: exemplarOf(isKept, requestId, traceId),
      })
      const line = {
        method: req.method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        requestId,
        trace_id: traceId,
      }
      // Services ask each other every second; only what went wrong there is worth a line.
      const level = route === '/internal' && status < 400 ? 'debug' : 'info'
      log[level](line, 'request')
    })
    limitBodyTime(req, env.BODY_SECONDS * 1000, () => {
      // After an answer this was the rest, which nobody waits for any more.
      if (res.headersSent) return void req.socket.destroy()
      res.shouldKeepAlive = false
      respondWithError(req, res, tooSlow())
    })
    handler(req, res)
  })
}

/** The caller's request id, if it looks like one. */
function givenId(req: IncomingMessage) {
  const given = req.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : undefined
}

const tooSlow = () =>
  new TRPCError({ code: 'TIMEOUT', message: 'The request took too long to arrive' })

async function listen(server: Server, port: number, host: string | undefined) {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Without a host Node listens on `::`, or on 0.0.0.0 where there is no IPv6.
    server.listen({ port, host }, () => resolve())
  })
  const address: string | AddressInfo | null = server.address()
  return typeof address === 'object' && address ? address.port : port
}
