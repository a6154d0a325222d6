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
import { type NamedCall, namedCall } from './call-path.ts'
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

/** Calls of user-service that take rights away or give them back. task-service knows of it before the answer: nothing is written
 *  afterwards by who lost them, and whoever got them back is let in. */
const changesRights =
  /\b(members\.(remove|changeRole)|teams\.(addMember|removeMember|delete|tellAgain)|workspaces\.(close|delete|restore)|factorPolicy\.set)\b/

/** Whether a call says where it comes from: only the audit log keeps that, of user-service and of webhooks. */
const isToldAddress = ({ target, procedures }: Pick<Call, 'target' | 'procedures'>) =>
  target.name === 'user-service' || /\bwebhooks\./.test(procedures)

const agent = new Agent({ keepAlive: true, maxSockets: 128, timeout: 60_000 })

export type Forward = ReturnType<typeof createForward>

interface Call extends NamedCall {
  readonly target: Target
}

interface Caller {
  readonly userId: string
  /** The API token that the user acts by. */
  readonly token?: ActingToken
  /** Where the request comes from. */
  readonly address: string
}

interface Speaking extends Caller {
  readonly req: IncomingMessage
  readonly body: Buffer | undefined
}

interface Passing extends Speaking {
  readonly res: ServerResponse
}

interface Asking extends Speaking {
  /** That of the call, which need not be the request's own. */
  readonly method: string
  readonly client: UpstreamRequest['client']
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
  const answerTo = async (
    { target, procedures, search }: Call,
    { method, body, client }: Pick<Asking, 'method' | 'body' | 'client'>,
    headers: Awaited<ReturnType<typeof forwardedHeaders>>,
  ) => {
    const response = await request(target, {
      ...{ url: target.url, agent, path: `/trpc/${procedures}${search}` },
      ...{ method, headers, body, withinMs: BACKEND_MS, client },
    })
    if (response && target.name === 'user-service' && changesRights.test(procedures))
      await rightsSettled()
    return response
  }
  return {
    /** The call of a backend that a request makes, if it makes one. */
    callOf: ({ url }: { readonly url?: string }): Call | undefined => {
      const named = namedCall(url)
      const target = named && targets.get(named.service)
      return target && { target, ...named }
    },
    pass: async (call: Call, passing: Passing): Promise<void> => {
      const { req, res } = passing
      const { method } = req
      if (method !== 'GET' && method !== 'POST')
        throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: 'Only GET and POST' })
      const headers = await forwardedHeaders(call, passing, sign)
      const response = await answerTo(call, { ...passing, method, client: res }, headers)
      if (response) await relay(response, res)
    },

    /** The answer of a backend to a call of ours, as text; null when the client has left. */
    ask: async (call: Call, asking: Asking): Promise<{ status: number; text: string } | null> => {
      const headers = await callHeadersOf(call, asking, sign)
      const response = await answerTo(call, asking, headers)
      if (!response) return null
      const chunks = [response.body]
      for await (const chunk of response.rest ?? []) chunks.push(chunk)
      return { status: response.status, text: Buffer.concat(chunks).toString('utf8') }
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

async function callHeadersOf(
  call: Pick<Call, 'target' | 'procedures'>,
  { req: { headers }, body, userId, token, address }: Speaking,
  sign: Signer,
) {
  const own: Record<string, string | number> = await callHeaders(sign, call.target.name, {
    ...{ userId, token },
    ...(isToldAddress(call) && { address }),
    requestId: String(headers['x-request-id']),
    traceparent: String(headers.traceparent),
  })
  if (body) {
    own['content-type'] = 'application/json'
    own['content-length'] = body.length
  }
  return own
}

async function forwardedHeaders(call: Call, passing: Passing, sign: Signer) {
  const forwarded = await callHeadersOf(call, passing, sign)
  const { accept } = passing.req.headers
  const trpcAccept = passing.req.headers['trpc-accept']
  if (accept) forwarded.accept = accept
  if (typeof trpcAccept === 'string') forwarded['trpc-accept'] = trpcAccept
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
  } catch (error) {
    const away = appError('SERVICE_UNAVAILABLE', 'This part is not available right now', {
      retryAfterSeconds: 2,
    })
    if (isUnsent(error)) unsent.add(away)
    throw away
  }
}

const unsent = new WeakSet<object>()

const isUnsent = (error: unknown) =>
  error instanceof BrokenCircuitError ||
  (typeof error === 'object' && error && 'code' in error && error.code === 'ECONNREFUSED')

/** Whether a call failed before any of it reached the backend: nothing of it can have happened. */
export const wasUnsent = (error: unknown) =>
  typeof error === 'object' && error !== null && unsent.has(error)

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
