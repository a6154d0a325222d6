import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import {
  type AddressInfo,
  createServer as createPlainServer,
  type Server,
  type Socket,
} from 'node:net'
import { afterAll, expect, test } from '@jest/globals'
import { post } from './post.ts'

const rules = { refused: [], isLoopbackAllowed: true }
const sent = { body: '{"a":1}', headers: { 'content-type': 'application/json' }, rules }
const servers: Server[] = []
const sockets = new Set<Socket>()
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

async function listening(server: Server) {
  servers.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const answering = async (answer: (res: ServerResponse) => unknown) =>
  `http://127.0.0.1:${await listening(createServer((_req, res) => void answer(res)))}/`

const soon = 500
const patient = 60_000

test('a target that never answers, or answers byte by byte without end, is given up', async () => {
  const mute = await answering(() => {})
  expect(await post({ ...sent, url: mute, withinMs: soon })).toEqual({ failure: 'timeout' })
  const headers = createPlainServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => socket.write('x: y\r\n'), 50)
    socket.on('close', () => clearInterval(timer))
  })
  const url = `http://127.0.0.1:${await listening(headers)}/`
  expect(await post({ ...sent, url, withinMs: soon })).toEqual({ failure: 'timeout' })
})

test('of an answer without end 1 KiB is kept, its status counts, and the connection is cut', async () => {
  let written = 0
  let cut = () => {}
  const isCut = new Promise<void>((resolve) => {
    cut = resolve
  })
  const url = await answering((res) => {
    const more = () => {
      while (!res.destroyed && res.write('x'.repeat(1024))) written += 1024
      written += 1024
    }
    res.on('drain', more)
    res.on('close', cut)
    res.writeHead(200)
    more()
  })
  const answer = await post({ ...sent, url, withinMs: patient })
  expect(answer).toEqual({ httpStatus: 200, response: 'x'.repeat(1024) })
  await isCut
  // What sockets hold on their way is all that was written beyond what was read.
  expect(written).toBeLessThan(32 * 1024 * 1024)
  const dripping = await answering((res) => {
    res.writeHead(202).write('a\u0000b')
  })
  expect(await post({ ...sent, url: dripping, withinMs: soon })).toEqual({
    ...{ httpStatus: 202, response: 'ab' },
  })
})

test('what is no HTTP, has endless headers or ends in the middle is told from one that nobody answers', async () => {
  const talking = async (text: string) => {
    const server = createPlainServer((socket) => void socket.end(text))
    return `http://127.0.0.1:${await listening(server)}/`
  }
  for (const text of ['nonsense', '', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`])
    expect(await post({ ...sent, url: await talking(text), withinMs: patient })).toEqual({
      failure: 'broken',
    })
  expect(
    await post({
      ...{ ...sent, withinMs: patient },
      url: await talking('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'),
    }),
  ).toEqual({ httpStatus: 200, response: 'half' })
  const [server] = servers
  if (!server) throw new Error('a server')
  const port = await listening(createPlainServer())
  servers.pop()?.close()
  expect(await post({ ...sent, url: `http://127.0.0.1:${port}/`, withinMs: patient })).toEqual({
    failure: 'connect',
  })
})

test('an answer that changes the protocol is a failure at once', async () => {
  const url = async (headers: string) => {
    const server = createPlainServer((socket) =>
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`),
    )
    return `http://127.0.0.1:${await listening(server)}/`
  }
  for (const headers of ['connection: upgrade\r\nupgrade: websocket\r\n', ''])
    expect(await post({ ...sent, url: await url(headers), withinMs: patient })).toEqual({
      ...{ failure: 'status', httpStatus: 101, response: '' },
    })
})

test('a certificate that nobody vouches for is refused', async () => {
  const folder = mkdtempSync('/tmp/taskmate-tls-')
  const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=localhost'],
    ],
    { stdio: 'ignore' },
  )
  let asked = 0
  const server = createSecureServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    (_req, res) => {
      asked += 1
      res.end()
    },
  )
  const url = `https://localhost:${await listening(server)}/`
  expect(await post({ ...sent, url, withinMs: patient })).toEqual({ failure: 'tls' })
  const plain = await answering((res) => res.end())
  const misled = plain.replace('http:', 'https:')
  expect(await post({ ...sent, url: misled, withinMs: patient })).toEqual({ failure: 'tls' })
  expect(asked).toBe(0)
  rmSync(folder, { recursive: true })
})
