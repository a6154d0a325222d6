import { afterAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { newTokenOf, program as programAt } from './frontend-service/testing/api-token.ts'
import { restAt, startRest } from './frontend-service/testing/rest.ts'
import { faultProxy } from './testing/fault-proxy.ts'

const { system, alice, projectId, token, rest, newTask } = await startRest()
afterAll(() => system.close())

test('a change against an older version is refused with both sides, and one against none', async () => {
  const { id } = await newTask('First')
  const change = (match: string | undefined, title: string) =>
    rest(`PATCH /tasks/${id}`, {
      ...{ body: { title }, headers: match === undefined ? {} : { 'if-match': match } },
    })
  expect((await change('"1"', 'Second')).status).toBe(200)
  const stale = await change('"1"', 'Third')
  expect(stale).toMatchObject({
    status: 412,
    body: {
      ...{ title: 'Precondition Failed', code: 'CONFLICT' },
      conflict: { version: 2, changed: { title: { yours: 'Third', theirs: 'Second' } } },
    },
  })
  for (const none of [undefined, '*', '"x"', 'W/"2"'])
    expect(await change(none, 'Third')).toMatchObject({
      ...{ status: 428, body: { errors: [{ field: 'If-Match' }] } },
    })
  const said = await rest(`PATCH /tasks/${id}`, {
    ...{ body: { title: 'Third', version: 2 }, headers: { 'if-match': '"2"' } },
  })
  expect(said).toMatchObject({ status: 400, body: { errors: [{ field: 'version' }] } })
  expect((await rest(`POST /tasks/${id}/close`, { headers: { 'if-match': '"1"' } })).status).toBe(
    412,
  )
  expect((await rest(`POST /tasks/${id}/close`)).status).toBe(200)
})

test('a full status refuses what comes to it with its name and limit, and changes nothing', async () => {
  const project = { workspaceId: alice.workspaceId, key: 'FULL', name: 'Full' }
  const { projects, statuses } = alice.trpc.task
  const full = await projects.create.mutate({ ...project, locale: 'en' })
  const doing = full.statuses.find(({ name }) => name === 'In progress')?.id ?? ''
  const make = (title: string, statusId?: string) =>
    rest(`POST /projects/${full.id}/tasks`, { body: { title, statusId } })
  const refusal = {
    status: 409,
    body: { code: 'CONFLICT', reason: 'status_full', name: 'In progress', limit: 1 },
  }
  expect((await make('Inside', doing)).status).toBe(201)
  await statuses.update.mutate({ projectId: full.id, id: doing, wipLimit: 1 })
  await projects.update.mutate({ id: full.id, overLimit: 'refuse' })
  expect(await make('Beyond', doing)).toMatchObject(refusal)
  const { id } = (await make('Outside')).body
  expect(await rest(`POST /tasks/${id}/move`, { body: { statusId: doing } })).toMatchObject(refusal)
  const { items } = (await rest(`GET /projects/${full.id}/tasks?statusId=${doing}`)).body
  expect(items.map(({ title }: { title: string }) => title)).toEqual(['Inside'])
})

test('a write with a key happens once, whatever keeps its answer', async () => {
  const { id } = await newTask()
  const writes: [string, object, () => Promise<number>][] = [
    [
      `POST /projects/${projectId}/tasks`,
      { title: 'Once only' },
      async () => (await rest(`GET /projects/${projectId}/tasks?q=once`)).body.items.length,
    ],
    [
      `POST /tasks/${id}/comments`,
      { text: 'Once only' },
      async () => (await rest(`GET /tasks/${id}/comments`)).body.items.length,
    ],
  ]
  for (const [nth, [route, body, count]] of writes.entries()) {
    const key = `"once-${nth}-${'x'.repeat(20)}"`
    const send = (what: object) => rest(route, { body: what, headers: { 'idempotency-key': key } })
    const refused = await send({ ...body, wrong: 1 })
    expect(refused.status).toBe(400)
    const [first, second] = [await send(body), await send(body)]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    const other = await send(Object.fromEntries(Object.keys(body).map((name) => [name, 'Other'])))
    expect(other).toMatchObject({ status: 422, body: { code: 'UNPROCESSABLE_CONTENT' } })
    expect(await count()).toBe(1)
  }
  const wrong = await rest(`POST /tasks/${id}/comments`, {
    ...{ body: { text: 'x' }, headers: { 'idempotency-key': 'short' } },
  })
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'Idempotency-Key' }] } })
})

test('of two writes with one key at a time one happens, and a key is its owner’s', async () => {
  const { id } = await newTask()
  const send = (by: string) =>
    restAt(system.url, by)(`POST /tasks/${id}/comments`, {
      ...{ body: { text: 'Twice' }, headers: { 'idempotency-key': 'at-the-same-time' } },
    })
  const bob = await system.colleague(alice, 'Bob')
  const answers = await Promise.all([token, token, token, (await newTokenOf(bob)).token].map(send))
  const statuses = answers.map(({ status }) => status)
  expect(statuses[3]).toBe(201)
  expect(statuses.slice(0, 3).every((status) => [201, 409].includes(status))).toBe(true)
  expect((await rest(`GET /tasks/${id}/comments`)).body.items).toHaveLength(2)
})

test('a key stays taken where nobody knows whether the write has happened, and not where it cannot have', async () => {
  const { id } = await newTask()
  const proxy = await faultProxy(`127.0.0.1:${system.task.port}`)
  const gateway = await system.startGateway({ TASK_SERVICE_URL: `http://${proxy.host}` })
  const send = async (key: string, url = gateway.url) => {
    const answer = await programAt(url, token).request(`/api/v1/tasks/${id}/comments`, {
      ...{ method: 'POST', body: JSON.stringify({ text: 'Careful' }) },
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    })
    return [answer.status, ((await answer.json()) as { reason?: string }).reason]
  }
  const { url, close } = await system.startGateway({ TASK_SERVICE_URL: 'http://127.0.0.1:9' })
  expect(await send('not-reached', url)).toEqual([503, undefined])
  await close()
  expect(await send('not-reached')).toEqual([201, undefined])
  const rename = async () => {
    const answer = await programAt(gateway.url, token).request(`/api/v1/projects/${projectId}`, {
      ...{ method: 'PATCH', body: JSON.stringify({ name: 'Renamed' }) },
      headers: { 'content-type': 'application/json', 'idempotency-key': 'renamed-once' },
    })
    return answer.status
  }
  proxy.set('hole')
  expect(await Promise.all([send('who-knows-this'), rename()])).toEqual([[503, undefined], 503])
  proxy.set('ok')
  proxy.cut()
  expect(await send('who-knows-this')).toEqual([409, 'under_way'])
  // A second time would do no harm.
  expect(await rename()).toBe(200)
  await gateway.close()
  await proxy.close()
})

test('a kept answer is for who still sees where it was written, and holds no long text', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const project = { workspaceId: alice.workspaceId, key: 'PRIV', name: 'Private' }
  const { projects, members } = alice.trpc.task
  const { id } = await projects.create.mutate({ ...project, visibility: 'private' })
  await members.add.mutate({ projectId: id, userId: bob.id, role: 'member' })
  const byBob = restAt(system.url, (await newTokenOf(bob)).token)
  const task = (await byBob(`POST /projects/${id}/tasks`, { body: { title: 'Secret' } })).body
  const say = (text: string, key: string) =>
    byBob(`POST /tasks/${task.id}/comments`, {
      ...{ body: { text }, headers: { 'idempotency-key': key } },
    })
  expect((await say('Short', 'short-comment')).status).toBe(201)
  expect((await say('Short', 'short-comment')).status).toBe(201)
  expect((await say('x'.repeat(3000), 'long-comment')).status).toBe(201)
  expect(await say('x'.repeat(3000), 'long-comment')).toMatchObject({
    ...{ status: 409, body: { reason: 'done', limit: 2048 } },
  })
  await members.remove.mutate({ projectId: id, userId: bob.id })
  expect((await say('Short', 'short-comment')).status).toBe(404)
})

test('a write goes on when its caller leaves, who is given its answer by its key', async () => {
  const { id } = await newTask()
  const proxy = await faultProxy(`127.0.0.1:${system.task.port}`)
  const gateway = await system.startGateway({ TASK_SERVICE_URL: `http://${proxy.host}` })
  const send = (signal?: AbortSignal) =>
    programAt(gateway.url, token).request(`/api/v1/tasks/${id}/comments`, {
      ...{ method: 'POST', body: JSON.stringify({ text: 'Left' }), signal },
      headers: { 'content-type': 'application/json', 'idempotency-key': 'left-meanwhile' },
    })
  proxy.set('hold')
  const leaving = new AbortController()
  const left = send(leaving.signal).catch(() => 'left')
  await pollUntil(() => proxy.held() > 0)
  leaving.abort()
  expect(await left).toBe('left')
  proxy.set('ok')
  const again = await pollUntil(async () => {
    const answer = await send()
    return answer.status === 409 ? undefined : answer
  })
  expect(again?.status).toBe(201)
  expect((await rest(`GET /tasks/${id}/comments`)).body.items).toHaveLength(1)
  await gateway.close()
  await proxy.close()
})

test('what cannot be compared, or is no number of ours, is refused rather than passed over', async () => {
  const { id } = await newTask()
  const tag = { headers: { 'if-match': '"1"' } }
  expect(
    await rest(`PATCH /projects/${projectId}`, { ...tag, body: { name: 'Web' } }),
  ).toMatchObject({
    ...{ status: 400, body: { errors: [{ field: 'If-Match' }] } },
  })
  const answer = await programAt(system.url, token).request(`/api/v1/tasks/${id}`, {
    ...{ method: 'PATCH', body: '{"estimate":1e999}' },
    headers: { 'content-type': 'application/json', ...tag.headers },
  })
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    ...[400, 'The body has a number that is too large'],
  ])
  await newTask('why not')
  const found = await rest(`GET /projects/${projectId}/tasks?q="why?"&limit=1`)
  expect(found.body).toMatchObject({ items: [], nextCursor: null })
})
