import { Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { TRPCError } from '@trpc/server'
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
} from 'cockatiel'
import type { ServiceName } from '../../catalog.ts'
import { BACKEND_MS, callHeaders } from '../../chassis/client.ts'
import { retryAfter } from '../../chassis/error-response.ts'
import type { ActingToken, Signer } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import {
  isLate,
  sendUpstream,
  type UpstreamRequest,
  type UpstreamResponse,
} from './upstream-request.ts'

export interface BackendUrl {
  readonly name: ServiceName
  readonly url: string
}

interface Target {
  readonly name: ServiceName
  readonly url: URL
  readonly breaker: CircuitBreakerPolicy
}

/** A procedure or a batch of them, and nothing that a URL parser could read as another path. */
const callPath = /^\/trpc\/(\w+)\/(\w+(?:[.,]\w+)*)(\?.*)?$/

/** Calls of user-service that take rights away. Once they are acknowledged nothing of that person may be written, so
 *  task-service knows of it first. */
const losesRights = /\b(members\.(remove|changeRole)|workspaces\.delete)\b/

const agent = new Agent({ keepAlive: true, maxSockets: 128, timeout: 60_000 })

export type Forward = ReturnType<typeof createForward>

interface Call {
  readonly target: Target
  /** One, or a batch: `tasks.move,tasks.close`. */
  readonly procedures: string
  readonly search: string
}

interface Passing {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly body: Buffer | undefined
  readonly userId: string
  /** The API token that the user acts by. */
  readonly token?: ActingToken
}

/** Passes `/trpc/<service>/…` to the owner's browser router, same bytes in, same bytes out, under an identity of our
 *  own making. Of the client's headers only what the protocol needs crosses; cookies never do. `rightsSettled` resolves
 *  when task-service knows which rights user-service gives. */
export function createForward(
  backends: Readonly<Record<string, BackendUrl>>,
  sign: Signer,
  rightsSettled: () => Promise<unknown>,
) {
  const targets = new Map(
    Object.entries(backends).map(([short, backend]) => [short, createTarget(backend)]),
  )
  return {
    /** The call of a backend that a request makes, if it makes one. */
    callOf: ({ url = '' }: IncomingMessage): Call | undefined => {
      const [, short = '', procedures, search = ''] = callPath.exec(url) ?? []
      const target = targets.get(short)
      return target && procedures ? { target, procedures, search } : undefined
    },
    pass: async (
      { target, procedures, search }: Call,
      { req, res, body, userId, token }: Passing,
    ): Promise<void> => {
      const { method } = req
      if (method !== 'GET' && method !== 'POST')
        throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: 'Only GET and POST' })
      const response = await request(target, {
        url: target.url,
        agent,
        path: `/trpc/${procedures}${search}`,
        method,
        headers: await forwardedHeaders(req, body, target.name, { userId, token }, sign),
        body,
        withinMs: BACKEND_MS,
        client: res,
      })
      if (!response) return
      if (target.name === 'user-service' && losesRights.test(procedures)) await rightsSettled()
      await relay(response, res)
    },
  }
}

function createTarget({ name, url }: BackendUrl): Target {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: 2000,
    breaker: new ConsecutiveBreaker(5),
  })
  return { name, url: new URL(url), breaker }
}

async function forwardedHeaders(
  { headers }: IncomingMessage,
  body: Buffer | undefined,
  name: ServiceName,
  caller: Pick<Passing, 'userId' | 'token'>,
  sign: Signer,
) {
  const forwarded: Record<string, string | number> = await callHeaders(sign, name, {
    ...caller,
    requestId: String(headers['x-request-id']),
    traceparent: String(headers.traceparent),
  })
  const { accept } = headers
  const trpcAccept = headers['trpc-accept']
  if (accept) forwarded.accept = accept
  if (typeof trpcAccept === 'string') forwarded['trpc-accept'] = trpcAccept
  if (body) {
    forwarded['content-type'] = 'application/json'
    forwarded['content-length'] = body.length
  }
  return forwarded
}

/** Sends behind the breaker. A read whose connection broke is sent once more; a change never is, for it may have
 *  happened. */
async function request({ breaker }: Target, upstreamRequest: UpstreamRequest) {
  const once = () => breaker.execute(() => sendUpstream(upstreamRequest))
  try {
    return await once().catch((error: unknown) => {
      const again = upstreamRequest.method === 'GET' && !isLate(error)
      if (!again || error instanceof BrokenCircuitError) throw error
      return once()
    })
  } catch {
    throw appError('SERVICE_UNAVAILABLE', 'This part is not available right now', {
      retryAfterSeconds: 2,
    })
  }
}

async function relay({ status, headers, body, rest }: UpstreamResponse, res: ServerResponse) {
  const length = rest ? headers['content-length'] : body.length
  res.writeHead(status, {
    'content-type': headers['content-type'] ?? 'application/json',
    'cache-control': 'no-store',
    vary: headers.vary ?? 'trpc-accept, accept',
    ...(length !== undefined && { 'content-length': length }),
    ...retryAfter(status, headers['retry-after']),
  })
  if (!rest) {
    res.end(body)
    return
  }
  res.write(body)
  // The status is out: a response that breaks now can only be cut.
  await pipeline(rest, res).catch(() => res.destroy())
}
