import type { IncomingMessage, ServerResponse } from 'node:http'
import { callTRPCProcedure, TRPCError } from '@trpc/server'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import { type RequestHandler, Router } from 'express'
import { deadlineOf } from '../../chassis/deadline.ts'
import { timeoutMs } from '../../chassis/env.ts'
import { retryAfter } from '../../chassis/error-response.ts'
import { answerCall, limits, type PlainCall, plainCall } from '../../chassis/listener.ts'
import { createRequestLog, type Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { traceIdOf } from '../../chassis/tracing.ts'
import { type ByExpress, deviceOf, type GatewayContext } from '../context.ts'
import { gatewayRouter } from '../router.ts'
import { type Caller, callerOf, isByToken } from '../sessions/callers.ts'

/** Longest time for what the gateway composes, in milliseconds. */
const GATEWAY_MS = timeoutMs(5000)

type Shared = Pick<
  GatewayContext,
  | ('backends' | 'sessions' | 'secondStep' | 'devices' | 'passkeyBrowser' | 'oidcBrowser')
  | ('tokens' | 'store' | 'live' | 'pages' | 'runbooks' | 'rightsSettled')
> & {
  readonly log: Logger
  readonly metrics: Metrics
}

export type Gateway = ReturnType<typeof createGateway>

/** `/trpc/gateway/…`: what the gateway answers itself. */
export function createGateway({ log, metrics, ...shared }: Shared) {
  const contextOf = ({ headers }: IncomingMessage, caller: Caller | null, express?: ByExpress) => {
    const session = caller && !isByToken(caller) ? caller : null
    const requestId = String(headers['x-request-id'])
    const traceparent = String(headers.traceparent)
    return {
      ...shared,
      ...(express && { express, address: deviceOf(express.req).ip }),
      session,
      metrics,
      requestId,
      traceparent,
      identity: null,
      user: caller && { id: caller.uid },
      deadline: deadlineOf(undefined, GATEWAY_MS),
      now: new Date(),
      log: createRequestLog(log, { requestId, trace_id: traceIdOf(traceparent) }),
    }
  }

  const middleware: RequestHandler = Router().use(
    whole,
    createExpressMiddleware({
      router: gatewayRouter,
      ...limits,
      allowMethodOverride: false,
      createContext: ({ req, res }) => contextOf(req, callerOf(req), { req, res }),
      responseMeta: ({ ctx, errors }) => {
        const [error] = errors
        // A stream's refusal would be an event of a stream that was opened with 200.
        const refusedAs = ctx?.express?.res.locals.refusedAs
        if (refusedAs) return { status: refusedAs }
        if (error?.code === 'SERVICE_UNAVAILABLE') return { headers: retryAfter(503, 2) }
        if (error?.code === 'TOO_MANY_REQUESTS') return { headers: retryAfter(429, waitOf(error)) }
        return {}
      },
    }),
  )

  return {
    middleware,
    /** The one read that a request asks for, if that is what it does. */
    readOf: (req: IncomingMessage): PlainCall | undefined => {
      const call = plainCall(gatewayRouter, '/trpc/gateway/', req)
      return call?.type === 'query' ? call : undefined
    },
    /** The answer of one of its reads, for what is more than a call. */
    ask: (path: string, input: unknown, req: IncomingMessage, caller: Caller): Promise<unknown> =>
      callTRPCProcedure({
        ...{ router: gatewayRouter, path, type: 'query', batchIndex: 0, signal: undefined },
        ctx: contextOf(req, caller),
        getRawInput: async () => input,
      }),
    /** Answers it without Express. */
    answer: (call: PlainCall, req: IncomingMessage, res: ServerResponse, caller: Caller) => {
      metrics.calls.inc({ adapter: 'plain' })
      return answerCall(gatewayRouter, call, res, async () => contextOf(req, caller))
    },
  }
}

/** An answer that streams is on its way before the procedure has run, without the cookie that it sets. */
const whole: RequestHandler = (req, _res, next) => {
  const streams = `${req.headers.accept} ${req.headers['trpc-accept']}`.includes('jsonl')
  if (req.method === 'POST' && streams)
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'Changes are not streamed' })
  if (Buffer.isBuffer(req.body)) req.body = req.body.toString('utf8')
  next()
}

const waitOf = ({ cause }: TRPCError) => {
  const facts = cause && 'facts' in cause ? cause.facts : undefined
  return typeof facts === 'object' && facts && 'retryAfterSeconds' in facts
    ? facts.retryAfterSeconds
    : undefined
}
