import type { IncomingMessage, RequestListener } from 'node:http'
import type { AnyTRPCRouter } from '@trpc/server'
import { poolSizes, type ServiceName } from '../catalog.ts'
import { addressHeader, BACKEND_MS } from './client.ts'
import { deadlineOf } from './deadline.ts'
import type { ProcessEnv } from './env.ts'
import { respondWithError } from './error-response.ts'
import { createVerifier } from './identity.ts'
import { trpcListener } from './listener.ts'
import { createRequestLog, type Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { type Running, serve } from './server.ts'
import { createShare } from './shares/share.ts'
import { traceIdOf } from './tracing.ts'
import { type BackendContext, notFound, tooMuch } from './trpc.ts'

export interface Backend<Own extends object> {
  readonly name: ServiceName
  readonly env: ProcessEnv
  readonly log: Logger
  readonly metrics: Metrics
  /** For people, reached through the gateway at `/trpc/<service>`. */
  readonly browserRouter: AnyTRPCRouter
  /** For other services at `/internal`; the gateway never passes a browser's bytes on to it. */
  readonly serviceRouter: AnyTRPCRouter
  /** What the service adds to `ctx`: its database, its clients. */
  readonly own: Own
  /** Raw routes; answers false when the request is not one of them. */
  readonly routes?: (
    req: IncomingMessage,
    context: () => Promise<BackendContext & Own>,
  ) => RequestListener | undefined
  readonly ready: () => Promise<boolean>
  readonly longestRequestSeconds?: number
  readonly onDrain?: () => void
  readonly onClose: () => Promise<void>
}

/** The HTTP side that all backends share: identity, deadline and request id become `ctx`, two routers and the raw
 *  routes are served. */
export function backend<Own extends object>(service: Backend<Own>): Promise<Running> {
  const { name, env, log, metrics, own } = service
  const verify = createVerifier(env, name)

  const steerable = env.TASKMATE_ENV === 'development' || env.TASKMATE_ENV === 'test'

  // One connection stays free for everybody else, however much one person asks.
  const share = createShare({
    each: poolSizes.requests - 1,
    all: poolSizes.requests,
    waitMs: BACKEND_MS,
    refuse: tooMuch,
  })
  metrics.shares.set('database', share.usage)

  const createContext = async (req: IncomingMessage): Promise<BackendContext & Own> => {
    let refusal: string | undefined
    const identity = await verify(req.headers.authorization, (reason) => {
      refusal = reason
      log.warn({ reason }, 'A caller could not be verified')
    })
    const requestId = String(req.headers['x-request-id'])
    const traceparent = String(req.headers.traceparent)
    return {
      ...own,
      identity,
      refusal,
      user: identity?.user ?? null,
      address: identity ? String(req.headers[addressHeader] ?? '') : '',
      requestId,
      traceparent,
      deadline: deadlineOf(req.headers['x-deadline'], BACKEND_MS),
      now: steerable && identity ? clockOf(req) : new Date(),
      log: createRequestLog(log, { requestId, trace_id: traceIdOf(traceparent) }),
      metrics,
      share,
    }
  }

  /** Where services ask each other, a person's own token is nobody's. */
  const createServiceContext = async (req: IncomingMessage) => {
    const context = await createContext(req)
    if (context.identity?.isService) return context
    const refusal = context.identity ? "It is a person's own" : context.refusal
    return { ...context, identity: null, user: null, refusal }
  }

  const { browserRouter, serviceRouter } = service
  const browser = trpcListener({
    router: browserRouter,
    basePath: '/trpc/',
    createContext,
    metrics,
  })
  const services = trpcListener({
    router: serviceRouter,
    basePath: '/internal/',
    createContext: createServiceContext,
    metrics,
  })

  return serve({
    ...service,
    handler: (req, res) => {
      if (req.url?.startsWith('/trpc/')) return browser(req, res)
      if (req.url?.startsWith('/internal/')) return services(req, res)
      const route = service.routes?.(req, () => createContext(req))
      return route ? route(req, res) : respondWithError(req, res, notFound())
    },
  })
}

/** A service's own clock for one call, so that demo data has a history: an ISO instant in `x-taskmate-clock`. */
function clockOf(req: IncomingMessage) {
  const given = new Date(String(req.headers['x-taskmate-clock'] ?? ''))
  return Number.isNaN(given.getTime()) ? new Date() : given
}
