import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import {
  type AnyTRPCRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
} from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { type Deadline, msLeft } from './deadline.ts'
import { retryAfter } from './error-response.ts'
import type { Metrics } from './metrics.ts'
import { splitUrl } from './request.ts'
import { type BaseContext, factsOf } from './trpc.ts'

/** Limits of every tRPC endpoint: calls per batch, bytes per body. */
export const limits = { maxBatchSize: 10, maxBodySize: 100_000 }

export interface Served {
  readonly router: AnyTRPCRouter
  /** Path before the procedure's name, with both slashes: `/trpc/`. */
  readonly basePath: string
  readonly createContext: (req: IncomingMessage) => Promise<BaseContext>
  readonly metrics: Metrics
}

/** JSON text that is answered as it is: what a hot statement's `json_agg` returned. */
interface JsonText<T> {
  readonly text: string
  toJSON(): T
}

/** Marks SQL's JSON as an answer. Its type is the parsed one, for that is what the client sees. */
export const asJsonText = <T>(text: string): T =>
  // The caller's T is what `text` parses to; the marker never meets code that reads it as T.
  ({ text, toJSON: () => JSON.parse(text) }) as T

/** The text of a value that may be marked. */
export const jsonTextOf = (data: unknown) => (isJsonText(data) ? data.text : JSON.stringify(data))

const opening = '{"result":{"data":'
const closing = '}}'

/** The answer of a plain call as a client may pass it on: its data marked, as text that nobody has parsed. Undefined for
 *  any other text. */
export const passedOn = (body: string) =>
  body.startsWith(opening) && body.endsWith(closing)
    ? { result: { data: asJsonText<unknown>(body.slice(opening.length, -closing.length)) } }
    : undefined

/** Answers plain calls (one query by GET, one JSON mutation by POST) without the Fetch API objects that cost most of
 *  a small request, and leaves everything else (batches, subscriptions, odd requests) to tRPC's own adapter.
 *  Both give the same status and body; the table in listener.test.ts holds them together. */
export function trpcListener(served: Served): RequestListener {
  const { router, basePath, createContext, metrics } = served
  const official = createHTTPHandler({
    router,
    basePath,
    createContext: ({ req }) => createContext(req),
    ...limits,
    allowMethodOverride: false,
  })
  return (req, res) => {
    const call = plainCall(router, basePath, req)
    metrics.calls.inc({ adapter: call ? 'plain' : 'full' })
    return call ? answerCall(router, call, res, () => createContext(req)) : official(req, res)
  }
}

/** Calls a procedure and writes its answer, whatever it is. */
export async function answerCall(
  router: AnyTRPCRouter,
  call: PlainCall,
  res: ServerResponse,
  createContext: () => Promise<BaseContext>,
) {
  let ctx: BaseContext | undefined
  try {
    ctx = await createContext()
    const signal = inTime(ctx.deadline, res)
    const data = await callTRPCProcedure({ router, ...call, ctx, signal, batchIndex: 0 })
    const text = jsonTextOf(data)
    send(res, 200, text === undefined ? '{"result":{}}' : `${opening}${text}${closing}`)
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause)
    const config = router._def._config
    const shape = getTRPCErrorShape({ config, error, ...call, input: undefined, ctx })
    const status = getHTTPStatusCodeFromError(error)
    send(res, status, JSON.stringify({ error: shape }), factsOf(error).retryAfterSeconds)
  }
}

function send(res: ServerResponse, status: number, body: string, waitSeconds?: number) {
  if (res.destroyed || res.headersSent) return
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    vary: 'trpc-accept, accept',
    'cache-control': 'no-store',
    ...retryAfter(status, waitSeconds),
  })
  res.end(body)
}

export type PlainCall = NonNullable<ReturnType<typeof plainCall>>

/** Decides by request line and headers alone; the body stays unread for whoever answers. */
export function plainCall(router: AnyTRPCRouter, basePath: string, req: IncomingMessage) {
  const { path: pathname, search } = splitUrl(req.url)
  if (!pathname.startsWith(basePath) || req.headers['trpc-accept']) return
  const path = pathname.slice(basePath.length)
  const procedures = router._def.procedures
  if (!/^[\w.]+$/.test(path) || !Object.hasOwn(procedures, path)) return
  const type = procedures[path]._def.type
  if (type === 'query' && req.method === 'GET') {
    const params = new URLSearchParams(search)
    if (params.has('batch') || params.has('connectionParams')) return
    if (req.headers.accept?.includes('text/event-stream')) return
    return { path, type, getRawInput: async () => parsed(params.get('input') || undefined) }
  }
  if (type === 'mutation' && req.method === 'POST' && !search) {
    const length = Number(req.headers['content-length'] ?? Number.NaN)
    if (!(length <= limits.maxBodySize)) return
    if (req.headers['content-type'] !== 'application/json') return
    let body: Promise<string> | undefined
    return {
      path,
      type,
      getRawInput: async () => {
        body ??= textOf(req)
        return parsed(await body)
      },
    }
  }
  return
}

function parsed(text: string | undefined) {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'The input is not JSON', cause })
  }
}

async function textOf(req: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Aborts when the time is up, and when the caller goes away before the answer is written. */
function inTime(deadline: Deadline, res: ServerResponse) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), msLeft(deadline))
  res.once('close', () => {
    clearTimeout(timer)
    if (!res.writableFinished) controller.abort()
  })
  return controller.signal
}

const isJsonText = (data: unknown): data is JsonText<unknown> =>
  typeof data === 'object' && data !== null && 'text' in data && 'toJSON' in data
