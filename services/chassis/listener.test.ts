import { createServer, type RequestListener, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { initTRPC } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { z } from 'zod'
import { deadlineOf } from './deadline.ts'
import { asJsonText, limits, trpcListener } from './listener.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import {
  appError,
  type BackendContext,
  observed,
  signedIn,
  translated,
  trpcOptions,
} from './trpc.ts'

const t = initTRPC.context<BackendContext>().create(trpcOptions)
const open = t.procedure.concat(observed).concat(translated)
const router = t.router({
  things: t.router({
    get: open
      .input(z.strictObject({ id: z.number().max(9) }))
      .query(({ input }) => ({ ...input, at: new Date(0) })),
    list: open.query(() => asJsonText<{ id: number }[]>('[{"id":1}]')),
    nothing: open.query(() => undefined),
    create: open
      .input(z.strictObject({ title: z.string().max(20) }))
      .mutation(({ input }) => input),
    touch: open.mutation(() => 'touched'),
    own: open.concat(signedIn).query(({ ctx }) => ctx.user.id),
    taken: open.mutation(() => {
      throw appError('CONFLICT', 'Taken', { conflict: { version: 2 } })
    }),
    broken: open.query(() => {
      throw new Error('secret db string postgres://u:p@h')
    }),
  }),
})

const metrics = createMetrics('task-service')
const log = createLogger('task-service', 'silent')
const served = {
  router,
  basePath: '/trpc/',
  createContext: async (): Promise<BackendContext> => ({
    identity: null,
    user: null,
    address: '',
    requestId: 'request-1',
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`,
    deadline: deadlineOf(undefined, 3000),
    now: new Date(),
    log,
    metrics,
    share: { take: async () => () => {} },
  }),
  metrics,
}

const servers = [
  trpcListener(served),
  createHTTPHandler({ ...served, ...limits, allowMethodOverride: false }),
].map((listener: RequestListener) => createServer(listener))
beforeAll(() =>
  Promise.all(
    servers.map((server) => new Promise<void>((up) => server.listen(0, '127.0.0.1', up))),
  ),
)
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections()
})

interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** Status, media type and body as each of the two answers them. */
const answersTo = (asked: Asked) =>
  Promise.all(
    servers.map(async (server) => {
      const { port } = server.address() as AddressInfo
      const { method, path, headers } = asked
      const res = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
        request({ host: '127.0.0.1', port, method, path, headers, agent: false }, resolve)
          .once('error', reject)
          .end(asked.body)
      })
      const body = await text(res)
      return {
        status: res.statusCode,
        type: res.headers['content-type'],
        vary: res.headers.vary,
        body: parsed(body),
      }
    }),
  )

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const input = (value: unknown) => `?input=${encodeURIComponent(JSON.stringify(value))}`
const json = { 'content-type': 'application/json' }
const post = (path: string, body = '', headers: Record<string, string> = json): Asked => ({
  method: 'POST',
  path,
  body,
  headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
})

const table: [string, number, Asked][] = [
  ['a query', 200, { path: `/trpc/things.get${input({ id: 1 })}` }],
  ['a query without input', 200, { path: '/trpc/things.list' }],
  ['a query that answers nothing', 200, { path: '/trpc/things.nothing' }],
  ['a mutation', 200, post('/trpc/things.create', '{"title":"홈페이지"}')],
  ['a mutation without input', 200, post('/trpc/things.touch')],
  ['a query with bad input', 400, { path: `/trpc/things.get${input({ id: 10 })}` }],
  [
    'a query with a field too many',
    400,
    { path: `/trpc/things.get${input({ id: 1, role: 'owner' })}` },
  ],
  ['a query without its input', 400, { path: '/trpc/things.get' }],
  ['input that is not JSON', 400, { path: '/trpc/things.get?input=%7Bbad' }],
  ['a body that is not JSON', 400, post('/trpc/things.create', '{bad')],
  ['a mutation with bad input', 400, post('/trpc/things.create', '{"title":7}')],
  ['a mutation without its input', 400, post('/trpc/things.create')],
  ['a mutation by GET', 405, { path: '/trpc/things.touch' }],
  ['a query by POST', 405, post('/trpc/things.list', '{}')],
  ['a query by HEAD', 204, { method: 'HEAD', path: '/trpc/things.list' }],
  ['another method', 405, { method: 'PUT', path: '/trpc/things.list', headers: json }],
  ['an empty input', 400, { path: '/trpc/things.get?input=' }],
  [
    'a mutation without body or input',
    200,
    { method: 'POST', path: '/trpc/things.touch', headers: json },
  ],
  ['nobody', 401, { path: '/trpc/things.own' }],
  ['a conflict with both sides', 409, post('/trpc/things.taken')],
  ['a failure that tells nothing', 500, { path: '/trpc/things.broken' }],
  ['an unknown procedure', 404, { path: '/trpc/things.none' }],
  ['a name that every object has', 404, { path: '/trpc/constructor' }],
  ['a router', 404, { path: '/trpc/things' }],
  [
    'a body over the limit',
    413,
    post('/trpc/things.create', JSON.stringify({ title: 'x'.repeat(limits.maxBodySize) })),
  ],
  ['text', 415, post('/trpc/things.create', '{"title":"x"}', { 'content-type': 'text/plain' })],
  ['no media type', 415, post('/trpc/things.create', '{"title":"x"}', {})],
  [
    'a charset',
    200,
    post('/trpc/things.create', '{"title":"x"}', {
      'content-type': 'application/json; charset=utf-8',
    }),
  ],
  ['a batch of two', 207, { path: `/trpc/things.list,things.broken?batch=1` }],
  ['a batch of one', 200, { path: '/trpc/things.list?batch=1' }],
  ['a batch of eleven', 400, { path: `/trpc/${Array(11).fill('things.list').join(',')}?batch=1` }],
  ['a batched mutation', 200, post('/trpc/things.create?batch=1', '{"0":{"title":"x"}}')],
  ['an encoded name', 200, { path: '/trpc/things%2Elist' }],
]

test.each(table)('%s gets the same answer from both, %i', async (_, status, asked) => {
  const [plain, official] = await answersTo(asked)
  expect(plain).toEqual(official)
  expect(plain?.status).toBe(status)
})

test('a failure shows neither its text nor a stack', async () => {
  const [plain, official] = await answersTo({ path: '/trpc/things.broken' })
  for (const answer of [plain, official]) {
    expect(JSON.stringify(answer)).not.toMatch(/secret|postgres|stack|\.ts/)
    expect(answer?.body).toMatchObject({
      error: { message: 'Internal error', data: { requestId: 'request-1' } },
    })
  }
})

test('plain calls do not go through the full adapter, whatever they answer', async () => {
  const counted = async () => {
    const { values } = await metrics.calls.get()
    return values.find(({ labels }) => labels.adapter === 'plain')?.value ?? 0
  }
  const before = await counted()
  for (const path of ['/trpc/things.list', '/trpc/things.own', '/trpc/things.get?input=%7Bbad'])
    await answersTo({ path })
  await answersTo(post('/trpc/things.create', '{"title":"x"}'))
  expect(await counted()).toBe(before + 4)
})
