import { afterAll, expect, test } from '@jest/globals'
import { procedures } from '../bin/api-document/document.ts'
import { pollUntil } from './chassis/poll-until.ts'
import { scopeOf } from './frontend-service/gateway/scopes.ts'
import { leftOut, operations } from './frontend-service/rest/operations.ts'
import { newTokenOf, program as programAt } from './frontend-service/testing/api-token.ts'
import { ownPage } from './frontend-service/testing/browser.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { rawRequest } from './frontend-service/testing/raw-request.ts'
import { restAt, startRest } from './frontend-service/testing/rest.ts'
import type { Scope } from './user-service/contract.ts'

const { system, alice, projectId, token, rest, newTask } = await startRest()
afterAll(() => system.close())

test('each procedure that a token may call is in REST, or in the list of those that are not', () => {
  const offered = new Set<string>(Object.values(operations).map(({ calls }) => calls))
  const missing = [...procedures].filter(
    ([name, { service, path, isRead }]) =>
      scopeOf(service, path, isRead) && !offered.has(name) && !Object.hasOwn(leftOut, name),
  )
  expect(missing.map(([name]) => name)).toEqual([])
  for (const [name, why] of Object.entries(leftOut)) {
    expect([name, offered.has(name), procedures.has(name)]).toEqual([name, false, true])
    expect(why.length).toBeGreaterThan(20)
  }
})

test('a task is made, read, changed, commented on and thrown away', async () => {
  const made = await rest(`POST /projects/${projectId}/tasks`, { body: { title: 'Ship it' } })
  expect(made.status).toBe(201)
  const { id, key } = made.body
  expect(made.headers.get('location')).toBe(`/api/v1/tasks/${id}`)
  const read = await rest(`GET /tasks/${id}`)
  expect(read).toMatchObject({ status: 200, body: { id, key, title: 'Ship it', role: 'owner' } })
  expect((await rest(`GET /workspaces/${alice.workspaceId}/tasks/${key}`)).body).toEqual(read.body)
  const changed = await rest(`PATCH /tasks/${id}`, {
    body: { title: 'Ship it today', priority: 'high' },
    headers: { 'if-match': read.headers.get('etag') ?? '' },
  })
  expect(changed).toMatchObject({ status: 200, body: { title: 'Ship it today', version: 2 } })
  const comment = await rest(`POST /tasks/${id}/comments`, { body: { text: 'On it' } })
  expect(comment.status).toBe(201)
  const emoji = `/tasks/${id}/comments/${comment.body.id}/reactions/heart`
  expect((await rest(`PUT ${emoji}`)).body.reactions).toMatchObject([{ emoji: 'heart', count: 1 }])
  expect((await rest(`DELETE ${emoji}`)).body.reactions).toEqual([])
  expect((await rest(`GET /tasks/${id}/comments`)).body).toMatchObject({
    ...{ items: [{ text: 'On it' }], nextCursor: null },
  })
  expect((await rest(`POST /tasks/${id}/close`)).body.completedAt).toMatch(/^\d{4}-.*Z$/)
  expect((await rest(`DELETE /tasks/${id}`)).status).toBe(200)
  expect((await rest(`GET /projects/${projectId}/trash`)).body.items).toMatchObject([{ id }])
  const { items } = (await rest(`GET /workspaces/${alice.workspaceId}/activity`)).body
  expect(items[0]).toMatchObject({ type: 'task.trashed', tokenName: 'Report script' })
})

test('an upload that is given up answers nothing', async () => {
  const uploads = `/projects/${projectId}/uploads`
  const announced = await rest(`POST ${uploads}`, { body: { name: 'a.txt', sizeBytes: 3 } })
  expect(announced.headers.get('location')).toBe(`/api/v1/files/${announced.body.id}`)
  expect(await rest(`DELETE ${announced.body.url}`)).toMatchObject({ status: 204, body: null })
})

test('pages lead to the next one by Link, each row once', async () => {
  const { id } = await alice.trpc.task.projects.create.mutate({
    ...{ workspaceId: alice.workspaceId, key: 'PAGES', name: 'Pages' },
  })
  const titles = ['1', '2', '3', '4', '5']
  await rest(`POST /projects/${id}/tasks/batch`, {
    body: { tasks: titles.map((title) => ({ title })) },
  })
  const all = async (first: string) => {
    const found: { id: string; title?: string; seq?: number }[] = []
    for (let path: string | undefined = first; path; ) {
      const page: Awaited<ReturnType<typeof rest>> = await rest(`GET ${path}`)
      expect([page.status, page.body.items.length <= 2]).toEqual([200, true])
      found.push(...page.body.items)
      const [, next] = /^<\/api\/v1([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '') ?? []
      expect(next === undefined).toBe(page.body.nextCursor === null)
      path = next
    }
    return found
  }
  const tasks = await all(`/projects/${id}/tasks?limit=2&q=sort:title`)
  expect(tasks.map(({ title }) => title)).toEqual(titles)
  for (const task of tasks) await rest(`DELETE /tasks/${task.id}`)
  const trashed = await all(`/projects/${id}/trash?limit=2`)
  expect(trashed.map(({ title }) => title)).toEqual(titles.toReversed())
  const activity = await all(`/workspaces/${alice.workspaceId}/activity?projectId=${id}&limit=2`)
  expect(new Set(activity.map(({ seq }) => seq)).size).toBe(activity.length)
  const { items } = (await rest(`GET /workspaces/${alice.workspaceId}/actions?limit=100`)).body
  const batch = items.find((act: { tasks: number }) => act.tasks === titles.length)
  expect(await all(`/actions/${batch.id}/tasks?limit=2`)).toHaveLength(titles.length)
})

test('whoever has an answer already is not sent it again', async () => {
  const { id } = await newTask()
  const path = `GET /tasks/${id}`
  const etag = (await rest(path)).headers.get('etag') ?? ''
  expect(etag).toMatch(/^"1\.[\w-]{22}"$/)
  const again = (tag: string) => rest(path, { headers: { 'if-none-match': tag } })
  expect(await again(etag)).toMatchObject({ status: 304, body: null })
  expect((await again(`"other", W/${etag}`)).status).toBe(304)
  // Not the version alone: what others say of it counts.
  await rest(`POST /tasks/${id}/comments`, { body: { text: 'New' } })
  expect((await again(etag)).status).toBe(200)
})

test('failures are problems that name the field, the limit, the request', async () => {
  const headers = { 'x-request-id': 'of-the-test' }
  const answer = await rest(`POST /projects/${projectId}/tasks`, {
    ...{ headers, body: { title: 'x'.repeat(201), priority: 'huge', extra: 1 } },
  })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    ...{ type: '/api/docs#bad-request', title: 'Bad Request', status: 400, code: 'BAD_REQUEST' },
    ...{ detail: 'Some fields are not right', instance: 'urn:request:of-the-test' },
    errors: expect.arrayContaining([
      {
        field: 'title',
        detail: 'must have at most 200 characters',
        ...{ code: 'too_big', limit: 200 },
      },
      expect.objectContaining({ field: 'priority' }),
    ]),
  })
  const unread = await rest(`GET /projects/${projectId}/tasks?limit=many&q=asignee:me&open=perhaps`)
  expect(unread.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
    ...['limit', 'open'],
  ])
  const query = await rest(`GET /projects/${projectId}/tasks?q=asignee:me`)
  expect(query.body).toMatchObject({ reason: 'query', query: { start: 0, end: 7 } })
  expect((await rest(`GET /projects/${projectId}/tasks?limit=1&limit=2`)).status).toBe(400)
})

const anId = '01900000-0000-7000-8000-000000000000'
const json = { 'content-type': 'application/json' }

test.each([
  ['an unknown path', 404, 'GET', '/nothing', {}, ''],
  ['a path with a broken sign', 404, 'GET', '/tasks/%E0%A4%A', {}, ''],
  ['the root', 404, 'GET', '', {}, ''],
  ['a method that the path lacks', 405, 'POST', `/tasks/${anId}`, json, '{}'],
  ['a method that nobody has', 405, 'OPTIONS', '/me', {}, ''],
  ['no token', 401, 'GET', '/me', { authorization: '' }, ''],
  ['a write with no token', 401, 'DELETE', `/tasks/${anId}`, { authorization: '' }, ''],
  ['a token that is none', 401, 'GET', '/me', { authorization: 'Bearer tm_0' }, ''],
  ['somebody else’s task', 404, 'GET', `/tasks/${anId}`, {}, ''],
  ['an id that is none', 400, 'GET', '/tasks/7', {}, ''],
  ['a form', 415, 'POST', `/tasks/${anId}/comments`, { 'content-type': 'text/plain' }, 'text=x'],
  ['no JSON', 400, 'POST', `/tasks/${anId}/comments`, json, '{'],
  ['a list', 400, 'POST', `/tasks/${anId}/comments`, json, '[]'],
  ['too many bytes', 413, 'POST', `/tasks/${anId}/comments`, json, 'x'.repeat(100_001)],
] as const)('%s is a problem of status %i', async (_, status, method, path, headers, body) => {
  const answer = await rawRequest(
    ...([system.url, `/api/v1${path}`, method] as const),
    { authorization: `Bearer ${token}`, ...headers },
    body,
  )
  const [head = '', text = ''] = answer.body.split('\r\n\r\n')
  expect([answer.status, JSON.parse(text).status]).toEqual([status, status])
  expect(head).toMatch(/content-type: application\/problem\+json/i)
  expect(head).toMatch(/content-security-policy/i)
  if (status === 405) expect(head).toMatch(/\r\nallow: GET, HEAD/i)
  if (status === 401) expect(head).toMatch(/\r\nwww-authenticate: Bearer/i)
})

test('what is refused to a call is refused to the operation that makes it', async () => {
  const bob = await system.person('Bob')
  const { id } = await newTask()
  const tokenOf = async (person: Person, ...scopes: Scope[]) =>
    (await newTokenOf(person, scopes.length > 0 ? { scopes } : {})).token
  const reader = await tokenOf(alice, 'tasks:read')
  const cases: [string, string, string, object?][] = [
    ['GET', 'tasks.list', `/projects/${projectId}/tasks`],
    ['POST', 'tasks.create', `/projects/${projectId}/tasks`, { title: 'x' }],
    ['POST', 'comments.create', `/tasks/${id}/comments`, { text: 'x' }],
    ['GET', 'comments.list', `/tasks/${id}/comments`],
    ['POST', 'projects.archive', `/projects/${anId}/archive`, {}],
  ]
  for (const by of [token, reader, await tokenOf(bob), 'tm_0', ''])
    for (const [method, procedure, path, body] of cases) {
      const program = programAt(system.url, by)
      const ids = { projectId, taskId: id, id: anId }
      const needs = { tasks: ['projectId'], comments: ['taskId'], projects: ['id'] }[
        procedure.split('.')[0] as 'tasks'
      ] as (keyof typeof ids)[]
      const input = { ...body, ...Object.fromEntries(needs.map((name) => [name, ids[name]])) }
      const text = JSON.stringify(input)
      const call = await program.request(
        `/trpc/task/${procedure}${method === 'GET' ? `?input=${encodeURIComponent(text)}` : ''}`,
        { method, headers: json, ...(method === 'POST' && { body: text }) },
      )
      const told = (await call.json()) as { error?: { message: string } }
      const answer = await restAt(system.url, by)(`${method} ${path}`, { body })
      expect([path, answer.status === 201 ? 200 : answer.status]).toEqual([path, call.status])
      expect(answer.body.detail).toBe(told.error?.message)
    }
})

test('a browser reads by its session, and changes things from our pages alone', async () => {
  const { id } = await newTask()
  const asked = (method: string, path: string, headers: Record<string, string>) =>
    fetch(`${system.url}/api/v1${path}`, {
      ...{ method, headers: { cookie: alice.cookie(), ...headers } },
    }).then(({ status }) => status)
  expect(await asked('GET', '/me', {})).toBe(200)
  expect(await asked('POST', `/tasks/${id}/close`, {})).toBe(403)
  expect(await asked('DELETE', `/tasks/${id}`, { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await asked('POST', `/tasks/${id}/close`, ownPage)).toBe(200)
  expect(await asked('GET', '/auth/verify', {})).toBe(200)
})

test('answers say how many more calls may be under way, and when to come back', async () => {
  const gateway = await system.startGateway({ CALLS_PER_PERSON: '1', CALL_WAIT_SECONDS: '0.1' })
  const proxyOf = programAt(gateway.url, token)
  const answer = await proxyOf.request('/api/v1/me')
  expect(answer.headers.get('ratelimit-policy')).toBe('"calls";q=1;qu="concurrent-requests"')
  expect(answer.headers.get('ratelimit')).toMatch(/^"calls";r=[01]$/)
  const refused = await pollUntil(
    async () => {
      const many = Array.from({ length: 40 }, () => proxyOf.request('/api/v1/me'))
      return (await Promise.all(many)).find(({ status }) => status === 429)
    },
    { isEnough: (found) => found !== undefined },
  )
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused?.json()).toMatchObject({ status: 429, limit: 1, retryAfterSeconds: 1 })
  await gateway.close()
})

test('people of shared projects are named by what the gateway composes', async () => {
  const { status, body } = await rest(`GET /workspaces/${alice.workspaceId}/people`)
  expect([status, body.items.length > 0]).toEqual([200, true])
  const { projectKey } = (await rest(`GET /tasks/${(await newTask()).id}`)).body
  expect(projectKey).toBe('WEB')
  const head = await programAt(system.url, token).request('/api/v1/me', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})
