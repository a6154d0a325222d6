import { randomUUID } from 'node:crypto'
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client'
import type { inferRouterOutputs } from '@trpc/server'
import type { GatewayRouter } from '../../services/frontend-service/router.ts'
import { bySegment } from '../../services/frontend-service/web/by-segment.ts'

type Outputs = inferRouterOutputs<GatewayRouter>
export type Project = Outputs['task']['projects']['get']
export type Row = Outputs['task']['tasks']['list']['items'][number]
export type Task = Outputs['task']['tasks']['get']

export interface Person {
  readonly id: string
  readonly name: string
  readonly role: string
}

interface Connection {
  /** Without a slash at its end. */
  readonly url: string
  readonly token: string
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 60_000
/** Before a call whose connection broke is made once more. */
const PAUSE_MS = 250
/** As the web app does. */
const BATCH_MAX = 10

export type Client = ReturnType<typeof connect>

/** A refusal of the REST interface, which the client of tRPC does not know. */
export class Problem extends Error {
  readonly facts: object
  /** It has happened before, and nobody has kept what was answered. */
  readonly isDone: boolean
  constructor(facts: object) {
    super('message' in facts ? String(facts.message) : 'refused')
    this.facts = facts
    this.isDone = 'reason' in facts && facts.reason === 'done'
  }
}

/** Nobody answered, or somebody who is not TaskMate: no such thing is a fault of `tm`. */
export class Unanswered extends Error {
  /** Of an answer that says nothing else. */
  readonly status: number | undefined
  constructor(cause: unknown, status?: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.status = status
  }
}

/** The procedures of the server by their types, under an API token. A call whose connection broke is made once more: those
 *  of `tm` say what is to be, or carry a key, so that twice is the same as once. */
export function connect({ url, token, timeoutMs = TIMEOUT_MS }: Connection) {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'taskmate-tm' }
  let uncertain = 0
  const ask: typeof fetch = async (input, init) => {
    const attempt = async () => {
      const isWrite = init?.method === 'POST'
      const signal = AbortSignal.timeout(timeoutMs)
      const answer = await wholeAnswer(input, { ...init, redirect: 'error', signal }).catch(
        (cause: unknown) => {
          if (isWrite && !isUnsent(cause)) uncertain += 1
          throw new Unanswered(cause)
        },
      )
      if (isWrite && answer.status >= 500) uncertain += 1
      // A way between says no more than that.
      if (answer.status >= 500 && !/json/.test(answer.headers.get('content-type') ?? ''))
        throw new Unanswered(answer.statusText, answer.status)
      return answer
    }
    return attempt().catch(async (error: unknown) => {
      if (!isBroken(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      return attempt()
    })
  }
  const options = (path: string) => ({ url: `${url}${path}`, headers, fetch: ask })
  const trpc = createTRPCClient<GatewayRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'mutation',
        true: bySegment((path) => httpLink(options(path))),
        false: bySegment((path) => httpBatchLink({ ...options(path), maxItems: BATCH_MAX })),
      }),
    ],
  })
  return {
    url,
    trpc,
    /** How many writes were sent of which nobody knows what became: what changes nothing when it is sent again may have been
     *  done before. */
    uncertain: () => uncertain,
    /** A write that has no key as a procedure: REST keeps its answer under one. */
    post: async (path: string, body: object): Promise<unknown> => {
      const answer = await ask(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'idempotency-key': `"${randomUUID()}"`,
        },
        body: JSON.stringify(body),
      })
      const said: unknown = await answer.json().catch((cause: unknown) => {
        throw new Unanswered(cause)
      })
      if (answer.ok) return said
      const facts = said && typeof said === 'object' ? said : {}
      const message = 'detail' in facts ? facts.detail : answer.statusText
      throw new Problem({ ...facts, message, httpStatus: answer.status })
    },
    /** Whether the token has the scope of a procedure. Asked with an input that none takes, so that nothing happens. */
    may: async (path: string, isWrite: boolean) => {
      const answer = await ask(`${url}/trpc/${path}`, {
        method: isWrite ? 'POST' : 'GET',
        headers: { ...headers, 'content-type': 'application/json' },
        ...(isWrite && { body: '{"id":0}' }),
      })
      return answer.status !== 403
    },
  }
}

/** An answer that has come to its end. */
async function wholeAnswer(...asked: Parameters<typeof fetch>) {
  const answer = await fetch(...asked)
  const body = await answer.arrayBuffer()
  return new Response(body.byteLength > 0 ? body : null, answer)
}

/** The connection ended before there was an answer; not that the time was up, nor an answer of somebody else. */
const isBroken = (error: unknown) =>
  error instanceof Unanswered &&
  error.cause instanceof TypeError &&
  !String(error.cause.cause).includes('redirect')

/** There was no connection at all. */
const isUnsent = (error: unknown) =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(String(error.cause.code))
