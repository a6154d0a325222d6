import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { pollUntil } from '../../chassis/poll-until.ts'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { startHere } from '../../testing/host/start-here.ts'
import type { Person } from '../testing/people.ts'
import { rawRequest } from '../testing/raw-request.ts'
import { type System, startSystem } from '../testing/test-system.ts'

// Calls of backends and the gateway's own reads are answered before Express, the rest by Express, and so is a batch: who
// calls must not tell the difference.
/** Texts of the statements that look at tasks, and at who may see them. */
let statements: string[] = []
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...given: [unknown]) {
  const text = String((given[0] as { text?: string })?.text ?? given[0])
  if (/"(Task|TaskFact|Member|ProjectAccess)"/.test(text)) statements.push(text)
  return Reflect.apply(query, this, given)
} as typeof query

let system: System
let alice: Person
beforeAll(async () => {
  system = await startSystem({ start: startHere })
  alice = await system.person('Alice')
})
afterAll(async () => {
  await system?.close()
  pg.Client.prototype.query = query
})

const read = {
  before: '/trpc/user/me.get',
  own: '/trpc/gateway/sessions.list',
  express: '/trpc/gateway/sessions.list?batch=1&input=%7B%7D',
}
const change = {
  before: '/trpc/user/me.update',
  own: '/trpc/gateway/sessions.revoke',
  express: '/trpc/gateway/password.change',
}
const ownPage = { 'x-taskmate': '1', 'sec-fetch-site': 'same-origin' }
const json = { 'content-type': 'application/json' }
const bytes = 100_001

type Headers = Record<string, string>
const cases: [string, number, typeof read, 'GET' | 'POST' | 'PUT' | 'DELETE', Headers, string][] = [
  ['a read', 200, read, 'GET', {}, ''],
  ['a read from another site', 200, read, 'GET', { 'sec-fetch-site': 'cross-site' }, ''],
  ['a read without a session', 401, read, 'GET', { cookie: '' }, ''],
  ['a read with a cookie of another secret', 401, read, 'GET', { cookie: 'sid=s%3Aa.b.c.d' }, ''],
  ['a read by a token that is none', 401, read, 'GET', { authorization: 'Bearer tm_0' }, ''],
  ['a change by a token that is none', 401, change, 'POST', { authorization: 'Bearer tm_0' }, '{}'],
  ['a read with a cookie that is none', 401, read, 'GET', { cookie: 'sid=%E0%A4%A' }, ''],
  [
    'an unknown procedure',
    404,
    { before: '/trpc/user/no', own: '/trpc/gateway/no', express: '/trpc/gateway/no.no' },
    'GET',
    {},
    '',
  ],
  [
    'a change from another site',
    403,
    change,
    'POST',
    { ...json, ...ownPage, 'sec-fetch-site': 'same-site' },
    '{}',
  ],
  [
    'a change from another origin',
    403,
    change,
    'POST',
    { ...json, ...ownPage, origin: 'https://evil.example' },
    '{}',
  ],
  [
    'a change without our header',
    403,
    change,
    'POST',
    { ...json, 'sec-fetch-site': 'same-origin' },
    '{}',
  ],
  [
    'a change as a form sends it',
    415,
    change,
    'POST',
    { ...ownPage, 'content-type': 'text/plain' },
    '{}',
  ],
  ['a change of too many bytes', 413, change, 'POST', { ...json, ...ownPage }, 'x'.repeat(bytes)],
  ['a change without its fields', 400, change, 'POST', { ...json, ...ownPage }, '{"name":7}'],
  ['a change that is not JSON', 400, change, 'POST', { ...json, ...ownPage }, '{'],
  [
    'a change without a session',
    401,
    change,
    'POST',
    { ...json, ...ownPage, cookie: '' },
    '{"name":"A","current":"x","next":"123456789012"}',
  ],
  ['a method that is none of ours', 405, change, 'PUT', { ...json, ...ownPage }, '{}'],
  ['a change disguised as a read', 405, change, 'GET', {}, ''],
]

test.each(cases)(
  '%s is answered with %i on all paths, alike',
  async (_, status, paths, method, headers, body) => {
    const answers = await Promise.all(
      Object.values(paths).map((path) =>
        rawRequest(
          system.url,
          path,
          method,
          { cookie: alice.cookie(), 'x-request-id': 'of-the-test', ...headers },
          body,
        ),
      ),
    )
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status])
    const [before = [], own = [], express = []] = answers.map((answer) => headersIn(answer.body))
    expect(before).toEqual(express)
    expect(own).toEqual(express)
    expect(before).toEqual(
      expect.arrayContaining([
        'cache-control: no-store',
        'x-content-type-options: nosniff',
        'x-request-id: of-the-test',
        expect.stringContaining("content-security-policy: default-src 'self'"),
      ]),
    )
    expect(before.join()).not.toMatch(/set-cookie|etag|x-powered-by/)
  },
)

test('without Redis all paths answer 503 and say when to come back', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  proxy.set('refuse')
  for (const path of Object.values(read)) {
    const { status, body } = await rawRequest(gateway.url, path, 'GET', { cookie: alice.cookie() })
    expect([status, /retry-after: \d+/i.test(body)]).toEqual([503, true])
  }
  await gateway.close()
  await proxy.close()
})

test('home is one statement of each service behind it', async () => {
  const { workspaceId } = alice
  const home = () => alice.trpc.gateway.home.get.query({ workspaceId, today: '2026-11-25' })
  const { projects, tasks } = alice.trpc.task
  const project = await projects.create.mutate({ workspaceId, key: 'HOME', name: 'Home' })
  const assigneeIds = [alice.id]
  const task = { projectId: project.id, title: '"집"', dueDate: '2026-11-25', assigneeIds }
  const { id } = await tasks.create.mutate(task)
  // What is new in the log gets its number by a statement more, and is counted by others.
  await pollUntil(async () => {
    const { summary } = await home()
    return summary.state === 'ok' && summary.openTasks === 1
  })
  // Followers of the log look at tasks too, by turns of their own.
  const shown = await pollUntil(
    async () => {
      statements = []
      const answer = await home()
      return statements.length === 2 ? answer : undefined
    },
    { complaint: 'home takes more or fewer than two statements' },
  )
  expect(shown).toMatchObject({
    tasks: { state: 'ok', today: [{ id, title: '"집"' }] },
    activity: { state: 'ok', nextBefore: null },
    summary: { state: 'ok', openTasks: 1 },
  })
  const { items } = await alice.trpc.task.activity.list.query({ workspaceId, limit: 20 })
  expect(shown?.activity).toMatchObject({ items })
})

/** Names and values, but for what differs by nature: the length, the moment, how the body is framed. */
const headersIn = (answer: string) =>
  (answer.split('\r\n\r\n')[0] ?? '')
    .split('\r\n')
    .slice(1)
    .map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
    .filter(
      (line) => !/^(content-length|transfer-encoding|date|vary|connection|keep-alive):/.test(line),
    )
    .sort()
