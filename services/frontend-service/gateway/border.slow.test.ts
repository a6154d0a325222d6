import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, expect, test } from '@jest/globals'
import { newTokenOf, program } from '../testing/api-token.ts'
import { openBrowser } from '../testing/browser.ts'
import type { Person } from '../testing/people.ts'
import { rawRequest, spoken } from '../testing/raw-request.ts'
import { startSystem } from '../testing/test-system.ts'

const system = await startSystem()
afterAll(() => system.close())
const alice = await system.person('Alice')

const json = { 'content-type': 'application/json' }
const rename = (name: string) => ({ method: 'POST', headers: json, body: JSON.stringify({ name }) })
const nameOf = async (person: Person) => (await person.trpc.user.me.get.query()).name

test("no header of the client's making reaches a backend", async () => {
  const seen: IncomingHttpHeaders[] = []
  const backend = createServer((req, res) => {
    seen.push(req.headers)
    res.setHeader('content-type', 'application/json').end('{"result":{"data":1}}')
  })
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', () => resolve()))
  const address = backend.address()
  const port = typeof address === 'object' ? address?.port : 0
  const gateway = await system.startGateway({ TASK_SERVICE_URL: `http://127.0.0.1:${port ?? 0}` })
  const forged = {
    authorization: 'Basic forged',
    'x-user-id': 'forged',
    'x-internal-user': 'forged',
    'x-client-address': 'forged',
    'x-deadline': '99999999999999',
    forwarded: 'for=forged',
    traceparent: '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01',
    tracestate: 'forged=1',
    baggage: 'forged=1',
  }
  const browser = { ...openBrowser(gateway.url), jar: alice.jar }
  const answer = await browser.request('/trpc/task/tasks.list?input=1', {
    headers: { ...forged, cookie: alice.cookie() },
  })
  expect(answer.status).toBe(200)
  expect(seen).toHaveLength(1)
  const text = JSON.stringify(seen)
  for (const trace of ['forged', '9999999999', 'aaaaaaaa', 'sid='])
    expect(text).not.toContain(trace)
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual(
    [
      'accept',
      'authorization',
      'connection',
      'host',
      'traceparent',
      'x-deadline',
      'x-request-id',
    ].sort(),
  )
  const { token } = await newTokenOf(alice)
  await program(gateway.url, token).request('/trpc/task/tasks.list?input=1')
  expect(seen).toHaveLength(2)
  expect(JSON.stringify(seen)).not.toContain(token.slice(3))
  await gateway.close()
  backend.closeAllConnections()
  backend.close()
})

test('no path leads to what services ask each other', async () => {
  const paths = [
    '/internal/who.get',
    '/trpc/user/../internal/who.get',
    '/trpc/user/..%2finternal/who.get',
    '/trpc/user/%2e%2e/internal/who.get',
    '/trpc/user//internal/who.get',
    '/trpc/user/..\\internal/who.get',
    '/trpc//internal/who.get',
    '/trpc/user/internal/who.get',
    '/trpc/user/who.get',
    '/trpc/user/me.get,../internal/who.get?batch=1',
    '/trpc/user/feed.pull,who.get?batch=1',
    `http://127.0.0.1:${system.user.port}/internal/who.get`,
    '/trpc/user@127.0.0.1/internal',
  ]
  const input = encodeURIComponent(JSON.stringify({ userId: alice.id }))
  for (const path of paths) {
    const answer = await rawRequest(
      system.url,
      `${path}${path.includes('?') ? '&' : '?'}input=${input}`,
      'GET',
      {
        cookie: alice.cookie(),
      },
    )
    expect(`${path} ${answer.status}`).toMatch(/ (400|404)$/)
    expect(answer.body).not.toContain(alice.email)
  }
})

test('50 people at once each get their own answers, whatever composes them', async () => {
  const people = await Promise.all(
    Array.from({ length: 5 }, (_, index) => system.person(`Person${index}`)),
  )
  const everyone = Array.from({ length: 50 }, (_, index) => people[index % people.length])
  await Promise.all(
    everyone.map(async (person) => {
      if (!person) return
      const { trpc, id, workspaceId } = person
      const [me, who, sessions, home] = await Promise.all([
        trpc.user.me.get.query(),
        trpc.gateway.session.who.query(),
        trpc.gateway.sessions.list.query(),
        trpc.gateway.home.get.query({ workspaceId, today: '2026-11-25' }),
      ])
      expect([me.id, who?.user.id]).toEqual([id, id])
      expect(sessions.map((session) => session.id)).toEqual([who?.sessionId])
      expect(home).toMatchObject({
        tasks: { state: 'ok' },
        activity: { state: 'ok' },
        summary: { state: 'ok' },
      })
    }),
  )
})

test('the longest filter arrives, written in Korean', async () => {
  const { workspaceId } = alice
  const project = { workspaceId, key: 'LONG', name: 'Long filters' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  const q = '가'.repeat(2000)
  expect((await alice.trpc.task.tasks.list.query({ projectId, q })).items).toEqual([])
})

test('a batch of 11 is refused, and a body of 100 KB and one byte', async () => {
  for (const service of ['user', 'gateway']) {
    const call = service === 'user' ? 'me.get' : 'session.who'
    const batch = Array.from({ length: 11 }, () => call).join(',')
    expect((await alice.request(`/trpc/${service}/${batch}?batch=1&input={}`)).status).toBe(400)
  }
  for (const path of ['/trpc/user/me.update', '/trpc/gateway/session.signIn']) {
    const body = JSON.stringify({ name: 'x'.repeat(100_000) }).padEnd(100_001)
    const answer = await alice.request(path, { method: 'POST', headers: json, body })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({
      error: { data: { code: 'PAYLOAD_TOO_LARGE', limit: 100_000 } },
    })
  }
  expect((await alice.request('/trpc/user/me.update', rename('Alice'))).status).toBe(200)
  expect(await nameOf(alice)).toBe('Alice')
})

test('every answer carries the protective headers and nothing about the machine', async () => {
  const answers = [
    await alice.request('/trpc/user/me.get'),
    await alice.request('/trpc/gateway/session.who'),
    await alice.request('/trpc/gateway/no.such'),
    await alice.request('/trpc/nowhere/me.get'),
    await alice.request('/api/v1/auth/verify'),
    await alice.request('/api/nothing'),
    await alice.request('/no/such/page', { method: 'POST' }),
    await alice.request('/files/x/content'),
    await alice.request('/trpc/user/me.update', { method: 'POST', body: '{', headers: json }),
    await alice.request('/trpc/user/me.update', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'text/plain' },
    }),
  ]
  for (const { headers, url } of answers) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("object-src 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBeTruthy()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('etag')).toBeNull()
    expect(headers.get('content-encoding')).toBeNull()
    expect(`${new URL(url).pathname} ${headers.get('cache-control')}`).toContain('no-store')
  }
})

test('a request that is not HTTP, or tries to be two, is refused and hurts nobody', async () => {
  const attempts = [
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /trpc/user/me.get HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
  ]
  for (const attempt of attempts)
    expect(await spoken(system.url, attempt)).toMatch(/^(HTTP\/1.1 4\d\d|$)/)
  expect(await nameOf(alice)).toBe('Alice')
})
