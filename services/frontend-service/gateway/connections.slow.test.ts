import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from '@jest/globals'
import { ownPage } from '../testing/browser.ts'
import { startSystem } from '../testing/test-system.ts'

const system = await startSystem()
afterAll(() => system.close())
const alice = await system.person('Alice')

/** What a server sends on one connection, for requests that are written one after the other. */
function openConnection(port: number) {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  let isOver = false
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  void closed.then(() => {
    isOver = true
  })
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    heard += chunk
  })
  return {
    socket,
    closed,
    write: (text: string) => socket.write(text),
    heard: () => heard,
    isOver: () => isOver,
  }
}

const head = (method: string, path: string, headers: Record<string, string | number>) =>
  [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries({ host: '127.0.0.1', ...headers }).map((line) => line.join(': ')),
    '',
    '',
  ].join('\r\n')

const answersIn = (heard: string) =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, one]) => one)

test('a refusal of a request with a body loses nothing that follows on its connection', async () => {
  const unanswered: Socket[] = []
  const mute = createServer((socket) => unanswered.push(socket))
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const { port: mutePort } = mute.address() as AddressInfo
  const strict = await system.startGateway({
    ...{ CALLS_PER_PERSON: '1', CALL_WAIT_SECONDS: '0.01' },
    TASK_SERVICE_URL: `http://127.0.0.1:${mutePort}`,
  })
  const lonely = await system.startGateway({
    FILE_SERVICE_URL: 'http://127.0.0.1:1',
    TASK_SERVICE_URL: 'http://127.0.0.1:1',
  })
  const cookie = alice.cookie()
  const signedIn = { ...ownPage, cookie }
  const json = { 'content-type': 'application/json' }
  // One call that nobody answers is all that this person may have under way.
  openConnection(strict.port).write(head('GET', '/trpc/task/projects.list?input={}', signedIn))
  while (unanswered.length === 0) await sleep(5)
  const upload = `/uploads/${randomUUID()}`
  const cases: [number, string, string, Record<string, string>, number?][] = [
    [401, 'PUT', upload, ownPage],
    [401, 'POST', '/trpc/task/tasks.create', { ...ownPage, ...json }],
    [403, 'PUT', upload, { cookie }],
    [403, 'POST', '/trpc/task/tasks.create', { cookie, ...json }],
    [404, 'PUT', upload, signedIn],
    [404, 'POST', '/x', {}],
    [404, 'GET', '/assets/nothing.js', {}],
    [404, 'POST', '/api/nothing', { ...signedIn, ...json }],
    [415, 'POST', '/trpc/task/tasks.create', { ...signedIn, 'content-type': 'text/plain' }],
    [405, 'PUT', '/trpc/task/tasks.create', { ...signedIn, ...json }],
    [400, 'POST', '/trpc/gateway/session.signIn', { ...signedIn, ...json, accept: 'jsonl' }],
    [429, 'POST', '/trpc/task/tasks.create', { ...signedIn, ...json }, strict.port],
    [429, 'POST', '/trpc/gateway/sessions.revoke', { ...signedIn, ...json }, strict.port],
    [503, 'PUT', upload, signedIn, lonely.port],
    [503, 'POST', '/trpc/task/tasks.create', { ...signedIn, ...json }, lonely.port],
  ]
  const refuse = async (size: number, refusal: (typeof cases)[number]) => {
    const [status, method, path, headers, port = system.gateway.port] = refusal
    // What came from elsewhere is refused before its length is looked at.
    const isCall = method === 'POST' && path.startsWith('/trpc/') && ![403, 415].includes(status)
    const expected = isCall && size > 100_000 ? 413 : status
    const { write, heard, isOver, closed } = openConnection(port)
    write(head(method, path, { ...headers, 'content-length': size }) + 'x'.repeat(size))
    while (answersIn(heard()).length < 1 && !isOver()) await sleep(5)
    const name = `${method} ${path} ${size}`
    expect({ name, answers: answersIn(heard()) }).toEqual({ name, answers: [String(expected)] })
    if (/^connection: close/im.test(heard())) return closed
    write(head('GET', '/up', {}))
    while (answersIn(heard()).length < 2 && !isOver()) await sleep(5)
    expect({ name, answers: answersIn(heard()) }).toEqual({
      name,
      answers: [String(expected), '200'],
    })
  }
  for (const size of [5, 200_000]) await Promise.all(cases.map((one) => refuse(size, one)))
  mute.close()
  for (const socket of unanswered) socket.destroy()
  await strict.close()
  await lonely.close()
})

test('a body that does not come, and a reader that takes nothing, are cut; whoever moves is not', async () => {
  const bytes = Buffer.alloc(20_000_000, 'a')
  const { workspaceId } = alice
  const project = { workspaceId, key: 'BIG', name: 'Big' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  const about = { projectId, name: 'big', sizeBytes: bytes.length }
  const { id, url } = await alice.trpc.file.uploads.create.mutate(about)
  expect((await alice.request(url, { method: 'PUT', body: bytes })).status).toBe(200)

  const hasty = await system.startGateway({
    BODY_SECONDS: '1',
    READER_SECONDS: '1',
    UPLOAD_IDLE_SECONDS: '2',
  })
  const signedIn = { ...ownPage, cookie: alice.cookie() }
  const json = { 'content-type': 'application/json' }
  const trickling = [
    openConnection(hasty.port),
    openConnection(hasty.port),
    openConnection(hasty.port),
  ]
  const [unknown, call, small] = trickling
  unknown?.write(head('POST', '/x', { 'content-length': 99_999 }))
  call?.write(
    head('POST', '/trpc/task/tasks.create', { ...signedIn, ...json, 'content-length': 999 }),
  )
  small?.write(head('POST', '/x', { 'content-length': 999 }))
  const drip = () => {
    for (const { write, isOver } of trickling) if (!isOver()) write('x')
  }
  const dripping = setInterval(drip, 300)
  await Promise.all(trickling.map(({ closed }) => closed))
  clearInterval(dripping)
  expect(trickling.map(({ heard }) => answersIn(heard()))).toEqual([['404'], ['408'], ['404']])
  expect(call?.heard()).toContain('"requestId"')

  const stuck = openConnection(hasty.port)
  stuck.socket.pause()
  stuck.write(head('GET', `/files/${id}/content`, signedIn))
  await connectionsEnd(hasty.port)

  const silent = await alice.trpc.file.uploads.create.mutate(about)
  const upload = openConnection(hasty.port)
  upload.write(`${head('PUT', silent.url, { ...signedIn, 'content-length': bytes.length })}x`)
  await upload.closed

  const steady = await alice.trpc.file.uploads.create.mutate({
    projectId,
    name: 's',
    sizeBytes: 12,
  })
  const sender = openConnection(hasty.port)
  sender.write(head('PUT', steady.url, { ...signedIn, 'content-length': 12 }))
  for (let sent = 0; sent < 12; sent += 1) {
    await sleep(300)
    sender.write('x')
  }
  while (answersIn(sender.heard()).length < 1 && !sender.isOver()) await sleep(5)
  expect(answersIn(sender.heard())).toEqual(['200'])
  sender.socket.destroy()
  await hasty.close()
})

/** Waits until nobody is connected to a port of this process. */
async function connectionsEnd(port: number) {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const ESTABLISHED = '01'
  const count = async () =>
    (await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8'))))
      .flatMap((table) => table.split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, address, , state]) => address?.endsWith(local) && state === ESTABLISHED).length
  while ((await count()) > 0) await sleep(50)
}
