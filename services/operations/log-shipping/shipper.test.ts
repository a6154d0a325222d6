import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { clusterOf } from './cluster.ts'
import { logStoreOf } from './log-store.ts'
import { nanosOf } from './row.ts'
import { Shipper } from './shipper.ts'

interface Life {
  id: string
  lines: string[]
  running: boolean
  before?: Life
}

/** What the API server and the store know. */
let containers: Record<string, Life>
let rows: Record<string, unknown>[]
let storeIsAway: boolean
const following = new Set<ServerResponse>()

const at = (second: number, fraction = '') =>
  `2026-11-29T08:00:${String(second).padStart(2, '0')}${fraction}Z`

function answerAsCluster(req: IncomingMessage, res: ServerResponse) {
  if (req.headers.authorization !== 'Bearer its-token') return res.writeHead(401).end()
  const url = new URL(`http://cluster${req.url}`)
  if (url.pathname.endsWith('/pods')) return res.end(JSON.stringify({ items: pods() }))
  const life = containers[url.searchParams.get('container') ?? '']
  const asked = url.searchParams.has('previous') ? life?.before : life
  const since = nanosOf(url.searchParams.get('sinceTime') ?? '') ?? 0n
  const lines = (asked?.lines ?? []).filter(
    (line) => (nanosOf(line.split(' ')[0] ?? '') ?? 0n) >= since,
  )
  res.write(lines.map((line) => `${line}\n`).join(''))
  if (!url.searchParams.has('follow')) return res.end()
  following.add(res)
  return res
}

const pods = () =>
  Object.entries(containers).map(([name, { id, running, before }]) => ({
    metadata: { name: `${name}-1`, labels: { app: name } },
    status: {
      containerStatuses: [
        {
          name,
          containerID: id,
          state: running ? {} : { terminated: {} },
          lastState: before ? { terminated: { containerID: before.id } } : {},
        },
      ],
    },
  }))

async function answerAsStore(req: IncomingMessage, res: ServerResponse) {
  const body = await text(req)
  if (storeIsAway) return res.writeHead(503).end()
  if (req.url?.startsWith('/insert')) {
    for (const line of body.split('\n')) rows.push(JSON.parse(line))
    return res.end()
  }
  const newest = new Map<string, string>()
  for (const { pod, container, _time } of rows)
    newest.set(JSON.stringify({ pod, container }), String(_time))
  const found = [...newest].map(([of, time]) => JSON.stringify({ ...JSON.parse(of), newest: time }))
  return res.end(found.join('\n'))
}

const servers = [createServer(answerAsCluster), createServer(answerAsStore)] as const
const urlOf = (server: (typeof servers)[number]) => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}
const folder = mkdtempSync(join(tmpdir(), 'taskmate-logs-'))
const tokenFile = join(folder, 'token')
let shippers: Shipper[] = []

beforeAll(async () => {
  writeFileSync(tokenFile, 'its-token\n')
  for (const server of servers)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  containers = {}
  rows = []
  storeIsAway = false
})
afterEach(async () => {
  for (const shipper of shippers) await shipper.stop()
  shippers = []
})

function start() {
  const [cluster, store] = servers
  const shipper = new Shipper({
    cluster: clusterOf({ url: urlOf(cluster), namespace: 'taskmate', tokenFile }),
    store: logStoreOf(urlOf(store)),
    lookEveryMs: 20,
    deliverEveryMs: 20,
    warn: () => {},
  })
  shippers.push(shipper)
  void shipper.run()
  return shipper
}

const messages = () => rows.map(({ _msg }) => _msg)
const arrived = (count: number) => pollUntil(() => rows.length >= count)

test('each line arrives with its moment and where it came from; a JSON line keeps its fields', async () => {
  const json = JSON.stringify({
    level: 'info',
    time: 'x',
    app: 'forged',
    requestId: 'r-1',
    msg: 'request',
  })
  containers.gateway = {
    id: 'a',
    running: true,
    lines: [`${at(1)} ${json}`, `${at(2)} plain text`],
  }
  start()
  await arrived(2)
  expect(rows).toEqual([
    {
      _time: at(1),
      _msg: 'request',
      level: 'info',
      requestId: 'r-1',
      app: 'gateway',
      pod: 'gateway-1',
      container: 'gateway',
    },
    { _time: at(2), _msg: 'plain text', app: 'gateway', pod: 'gateway-1', container: 'gateway' },
  ])
})

test('lines that come while somebody reads arrive too', async () => {
  containers.gateway = { id: 'a', running: true, lines: [`${at(1)} one`] }
  start()
  await arrived(1)
  for (const res of following) res.write(`${at(2)} two\n`)
  await arrived(2)
  expect(messages()).toEqual(['one', 'two'])
})

test('what a container said before it crashed arrives, though another has taken its place', async () => {
  const before: Life = { id: 'a', running: false, lines: [`${at(1)} this is why`] }
  containers.gateway = { id: 'b', running: true, lines: [`${at(2)} started`], before }
  start()
  await arrived(2)
  expect(messages().sort()).toEqual(['started', 'this is why'])
})

test('who comes after a shipper that was killed goes on where the store ends', async () => {
  containers.gateway = {
    id: 'a',
    running: true,
    // Without its zeros the later moment is the shorter text, and sorts before the other one.
    lines: [`${at(1, '.123')} one`, `${at(1, '.13')} two`],
  }
  rows = [{ _time: at(1, '.123'), _msg: 'one', pod: 'gateway-1', container: 'gateway' }]
  start()
  await arrived(2)
  expect(messages()).toEqual(['one', 'two'])
})

test('while the store is away lines wait, and nothing is lost', async () => {
  containers.gateway = { id: 'a', running: true, lines: [`${at(1)} one`] }
  const shipper = start()
  await arrived(1)
  await pollUntil(() => shipper.shipped.caughtUpAt > 0)
  storeIsAway = true
  for (const res of following) res.write(`${at(2)} two\n`)
  await pollUntil(() => shipper.shipped.waiting > 0)
  expect(messages()).toEqual(['one'])
  storeIsAway = false
  await arrived(2)
  await pollUntil(() => shipper.shipped.waiting === 0)
  expect(shipper.shipped).toMatchObject({ lines: 2, refused: 0 })
})
