import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { SpanKind } from '@opentelemetry/api'
import { httpLink, TRPCClientError } from '@trpc/client'
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel'
import ipaddr from 'ipaddr.js'
import type { ServiceName } from '../catalog.ts'
import { type Deadline, deadlineHeader, msLeft } from './deadline.ts'
import { timeoutMs } from './env.ts'
import { type ActingToken, isActingToken, type Signer, type Speaker } from './identity.ts'
import { passedOn } from './listener.ts'
import { inSpan, traceHeaders } from './tracing.ts'

/** Longest answer time of a backend, in milliseconds. */
export const BACKEND_MS = timeoutMs(3000)

// Node's agent heeds how long the other side keeps a connection only where it has a time of its own, and that is longer.
const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 60_000 })

/** Says where the request behind a call comes from; believed of a caller whose identity is. */
export const addressHeader = 'x-client-address'

/** The network that an address is in, as far as one may be kept: /24 of an IPv4 address, /48 of an IPv6 one. No text for
 *  what is no address; of a network itself. */
export function addressPrefix(place: string) {
  const [ip = ''] = place.split('/')
  if (!ipaddr.isValid(ip)) return ''
  const address = ipaddr.process(ip)
  if (address instanceof ipaddr.IPv4) {
    const [a, b, c] = address.octets
    return `${a}.${b}.${c}.0/24`
  }
  const network = address.parts.slice(0, 3).map((part) => part.toString(16))
  return `${network.join(':')}::/48`
}

/** On whose behalf a call is made; passed as `context` of each call. */
export interface CallContext extends Record<string, unknown> {
  readonly userId: string | null
  readonly requestId: string
  readonly deadline?: Deadline
  /** The trace of the request behind it. */
  readonly traceparent?: string
  /** The API token that the user acts by. */
  readonly token?: ActingToken
  /** Where the request behind it comes from. */
  readonly address?: string
  /** user-service has just said that the user operates the installation. */
  readonly isOperator?: boolean
}

export interface Callee {
  readonly name: ServiceName
  /** Base URL, as in `TASK_SERVICE_URL`. */
  readonly url: string
  readonly sign: Signer
  /** Answers stay JSON text, marked by `asJsonText`, for who puts them into an answer of their own. @default false */
  readonly asText?: boolean
}

/** Options for `createTRPCClient<…>()` of another service's service router: one call, one request (a batch would
 *  answer one user under another's name), keep-alive, signed, traced, within the deadline, behind a breaker that
 *  opens after 5 failures in a row and tries again after 2 s. Queries are tried once more when the connection fails. */
export function callLinks({ name, url, sign, asText = false }: Callee) {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: 2000,
    breaker: new ConsecutiveBreaker(5),
  })
  return {
    links: [
      httpLink({
        url: `${url}/internal`,
        headers: async ({ op }) => callHeaders(sign, name, callContext(op.context), 'service'),
        fetch: (target, init) =>
          inSpan(
            `call ${name}`,
            () =>
              breaker
                .execute(() => send(String(target), init, asText))
                .catch((error: Error) => {
                  if (init?.method !== 'GET' || error instanceof BrokenCircuitError) throw error
                  return breaker.execute(() => send(String(target), init, asText))
                }),
            SpanKind.CLIENT,
          ),
      }),
    ],
  }
}

/** Headers of a call to another service: identity, request id, trace, time left. */
export async function callHeaders(
  sign: Signer,
  audience: ServiceName,
  context: CallContext,
  speaker: Speaker = 'person',
) {
  const { userId, token, isOperator } = context
  const left = Math.min(context.deadline ? msLeft(context.deadline) : BACKEND_MS, BACKEND_MS)
  return {
    authorization: `Bearer ${await sign(audience, userId, speaker, token, isOperator)}`,
    'x-request-id': context.requestId,
    ...(context.address && { [addressHeader]: context.address }),
    [deadlineHeader]: String(Date.now() + left),
    ...traceHeaders(context.traceparent),
  }
}

/** True when no answer came: the service is away, slow, or behind an open breaker. */
export const isAway = (error: unknown) =>
  error instanceof TRPCClientError && (!error.data || error.data.code === 'SERVICE_UNAVAILABLE')

function callContext(context: Record<string, unknown>): CallContext {
  const { userId, requestId, deadline, traceparent, token, address, isOperator } = context
  return {
    userId: typeof userId === 'string' ? userId : null,
    requestId: typeof requestId === 'string' ? requestId : crypto.randomUUID(),
    deadline: isDeadline(deadline) ? deadline : undefined,
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    token: isActingToken(token) ? token : undefined,
    address: typeof address === 'string' ? address : undefined,
    isOperator: isOperator === true,
  }
}

const isDeadline = (value: unknown): value is Deadline =>
  typeof value === 'object' && value !== null && 'at' in value

interface Init {
  method?: string
  headers?: unknown
  body?: unknown
  signal?: AbortSignal | null
}

/** A `fetch` over `node:http`: 1.7 times the calls per second of the global one. */
async function send(url: string, init: Init = {}, asText = false) {
  const headers = Object.fromEntries(new Headers(headerPairs(init.headers)))
  const left = Number(headers[deadlineHeader] ?? Date.now() + BACKEND_MS) - Date.now()
  const { status, headers: answered, body } = await exchange(url, init, headers, left)
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: answered,
    body: null,
    json: async () => (asText ? passedOn(body) : undefined) ?? JSON.parse(body),
    text: async () => body,
  }
}

const headerPairs = (headers: unknown): [string, string][] =>
  Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])

function exchange(url: string, init: Init, headers: Record<string, string>, leftMs: number) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const body = typeof init.body === 'string' ? init.body : undefined
      const req = request(url, {
        agent,
        method: init.method ?? 'GET',
        headers: body ? { ...headers, 'content-length': Buffer.byteLength(body) } : headers,
        ...(init.signal && { signal: init.signal }),
      })
      // A timer costs a tenth of AbortSignal.timeout and AbortSignal.any.
      const late = setTimeout(
        () => req.destroy(new Error('No answer in time')),
        Math.max(1, leftMs),
      )
      req.once('close', () => clearTimeout(late))
      // Not once: a request that is given up while its connection breaks fails twice, and the second time would end the
      // process.
      req.on('error', reject)
      req.once('response', (res) => {
        text(res).then(
          (answer) =>
            resolve({ status: res.statusCode ?? 502, headers: res.headers, body: answer }),
          reject,
        )
      })
      req.end(body)
    },
  )
}
