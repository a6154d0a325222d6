import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { figure, figures } from '../../testing/figures.ts'
import { openBrowser, ownPage } from '../testing/browser.ts'
import { openStream } from '../testing/open-stream.ts'
import type { Person } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let alice: Person
let mallory: Person
beforeAll(async () => {
  const all = {
    TRANSFERS_PER_PERSON: '3',
    TRANSFER_WAIT_SECONDS: '0.5',
    CALLS_PER_PERSON: '20',
    CALL_WAIT_SECONDS: '2',
    STREAMS_PER_SESSION: '3',
    STREAMS_PER_PERSON: '5',
  }
  system = await startSystem({ all })
  alice = await system.person('Alice')
  mallory = await system.person('Mallory')
})
afterAll(() => system.close())

const projectOf = async ({ trpc, workspaceId }: Person) =>
  (await trpc.task.projects.create.mutate({ workspaceId, key: 'FIL', name: 'Files' })).id

const until = (met: () => boolean | Promise<boolean>) => pollUntil(met, { withinMs: 50_000 })

test('uploads that somebody leaves open keep nobody else from sending and fetching files', async () => {
  const [hers, theirs] = await Promise.all([projectOf(alice), projectOf(mallory)])
  const refused: { status: number | undefined; wait: string | undefined }[] = []
  const announced: string[] = []
  for (let index = 0; index < 66; index += 1) {
    const about = { projectId: theirs, name: `${index}`, sizeBytes: 100_000 }
    announced.push((await mallory.trpc.file.uploads.create.mutate(about)).url)
  }
  const open = announced.map((url) => {
    const headers = { ...ownPage, cookie: mallory.cookie(), 'content-length': 100_000 }
    const req = request(system.url + url, { method: 'PUT', headers, agent: false })
    req.on('error', () => {})
    req.on('response', (res) => {
      refused.push({ status: res.statusCode, wait: res.headers['retry-after'] })
      res.resume()
    })
    req.write('x')
    return req
  })
  const bytes = Buffer.alloc(50_000, 'a')
  const { id, url } = await alice.trpc.file.uploads.create.mutate({
    projectId: hers,
    name: 'mine',
    sizeBytes: bytes.length,
  })
  expect((await alice.request(url, { method: 'PUT', body: bytes })).status).toBe(200)
  const got = await alice.request(`/files/${id}/content`)
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true)

  await until(() => refused.length === 63)
  for (const one of refused) expect(one).toEqual({ status: 503, wait: '1' })
  for (const req of open) req.destroy()
  // What was cut and what was refused gives its room back, at once or when it is given up.
  const usage = () => mallory.trpc.file.usage.get.query({ projectId: theirs })
  await until(async () => (await usage()).usedBytes === 63 * 100_000)
})

test('of one person only so many calls are under way; others pass, and too many are told when to come back', async () => {
  const held: [string, ServerResponse][] = []
  const backend = createServer((req: IncomingMessage, res) => {
    const [, claims = ''] = String(req.headers.authorization).split('.')
    held.push([JSON.parse(Buffer.from(claims, 'base64url').toString()).sub, res])
  })
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', () => resolve()))
  const address = backend.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const gateway = await system.startGateway({ TASK_SERVICE_URL: `http://127.0.0.1:${port}` })
  const heldOf = ({ id }: Person) => held.filter(([who]) => who === id).length
  const at = (person: Person) => ({ ...openBrowser(gateway.url), jar: person.jar })
  const call = (person: Person, procedures: string) =>
    at(person).request(`/trpc/task/${procedures}?batch=1&input={}`, {
      headers: { cookie: person.cookie() },
    })

  const batch = Array.from({ length: 10 }, () => 'tasks.list').join(',')
  const answers = Array.from({ length: 30 }, () => call(mallory, batch))
  const all: { status: number; wait: string | null }[] = []
  const answered = answers.map(async (answer) => {
    const { status, headers } = await answer
    all.push({ status, wait: headers.get('retry-after') })
  })
  await until(() => heldOf(mallory) === 2)
  const hers = call(alice, 'tasks.list')
  await until(() => heldOf(alice) === 1)
  await until(() => all.length > 0)
  expect(heldOf(mallory)).toBe(2)
  const answer = () => {
    for (const [, res] of held.splice(0))
      res.setHeader('content-type', 'application/json').end('[]')
  }
  const answering = setInterval(answer, 10)
  expect((await hers).status).toBe(200)
  await Promise.all(answered)
  clearInterval(answering)
  expect(all.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2)
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200, 429]))
  for (const { status, wait } of all) if (status === 429) expect(wait).toBe('2')
  await gateway.close()
  backend.closeAllConnections()
  backend.close()
})

test('the oldest live stream of a session, and of a person, ends with an event that says why', async () => {
  const { workspaceId } = alice
  const second = openBrowser(system.url)
  await second.trpc.gateway.session.signIn.mutate({
    email: alice.email,
    password: 'correct horse battery',
  })
  const opened = async (browser: Pick<Person, 'cookie' | 'url'>) => {
    const stream = openStream(browser, { workspaceId })
    await stream.connected
    return stream
  }
  const isReplaced = ({ events }: { events: { type: string }[] }) =>
    events.some(({ type }) => type === 'replaced')
  const streams = [await opened(alice), await opened(alice), await opened(alice)]
  const fourth = await opened(alice)
  await streams[0]?.ended
  expect(streams.map(isReplaced)).toEqual([true, false, false])

  const elsewhere = [await opened(second), await opened(second), await opened(second)]
  await streams[1]?.ended
  const all = [...streams, fourth, ...elsewhere]
  expect(all.map(isReplaced)).toEqual([true, true, false, false, false, false, false])
  for (const stream of all) stream.stop()
})

test('what waits, who is told to come back, and who follows, stands in the metrics', async () => {
  const stream = openStream(alice, { workspaceId: alice.workspaceId })
  await stream.connected
  const { gateway, user, task, file } = system
  await pollUntil(async () => (await figure(gateway, 'live_streams{')) > 0)
  expect(await figures(gateway, 'live_people{')).toEqual([1])
  expect(await figures(gateway, 'shares_refused_total{', 'share="uploads"')).toEqual([63])
  expect(await figures(gateway, 'session_reads_total{', 'outcome="failed"')).toEqual([0])
  expect(await figure(gateway, 'session_reads_total{', 'outcome="found"')).toBeGreaterThan(60)
  expect(await figures(file, 'file_bytes_received_total{')).toEqual([50_000])
  expect(await figures(file, 'file_bytes_sent_total{')).toEqual([50_000])
  expect(await figures(user, 'letters{', 'state="parked"')).toEqual([0])
  expect(await figures(task, 'webhooks_failing')).toEqual([0])
  expect(await figures(task, 'webhook_queue_age_seconds')).toEqual([0])
  for (const service of [user, task, file]) {
    const waiting = ['share="database"', 'state="waiting"']
    expect(await figures(service, 'shares_in_use{', ...waiting)).toEqual([0])
    expect(await figures(service, 'database_pool_waiting{', 'pool="feeds"')).toEqual([0])
  }
  const behind = [
    ...(await figures(task, 'feed_behind_seconds{', 'feed="users"')),
    ...(await figures(file, 'feed_behind_seconds{', 'feed="tasks"')),
  ]
  expect(behind.map((seconds) => seconds >= 0)).toEqual([true, true])
  stream.stop()
})
