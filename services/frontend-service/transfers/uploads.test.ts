import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ownPage } from '../testing/browser.ts'
import type { Person } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

const LIMIT = 2_000_000

let system: System
let alice: Person
let projectId: string
beforeAll(async () => {
  system = await startSystem({ all: { UPLOAD_LIMIT_BYTES: String(LIMIT) } })
  alice = await system.person('Alice')
  const project = { workspaceId: alice.workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})
afterAll(() => system.close())

const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  randomBytes(700_000),
])
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const announce = (sizeBytes: number) =>
  alice.trpc.file.uploads.create.mutate({ projectId, name: '그림.png', sizeBytes })

test('a file goes up and comes down byte by byte, whole or in part, to members alone', async () => {
  const { id, url } = await announce(png.length)
  const put = await alice.request(url, {
    method: 'PUT',
    headers: { 'content-type': 'image/png' },
    body: png,
  })
  expect(put.status).toBe(200)
  expect(await put.json()).toMatchObject({ id, name: '그림.png', sizeBytes: png.length })

  const whole = await alice.request(`/files/${id}/content`)
  expect(whole.status).toBe(200)
  expect(sha(Buffer.from(await whole.arrayBuffer()))).toBe(sha(png))
  expect(whole.headers.get('content-security-policy')).toContain('sandbox')
  expect(whole.headers.get('content-disposition')).toContain('attachment')
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
  expect(whole.headers.get('cache-control')).toBe('private, no-store')

  const part = await alice.request(`/files/${id}/content`, { headers: { range: 'bytes=10-19' } })
  expect(part.status).toBe(206)
  expect(Buffer.from(await part.arrayBuffer())).toEqual(png.subarray(10, 20))
  const head = await alice.request(`/files/${id}/content`, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(png.length)])

  const mallory = await system.person('Mallory')
  expect((await mallory.request(`/files/${id}/content`)).status).toBe(404)
  expect((await fetch(`${system.url}/files/${id}/content`)).status).toBe(401)
  expect((await mallory.request(url, { method: 'PUT', body: 'x' })).status).toBe(404)
})

/** Streams up to a gigabyte and tells the answer, and how much had left a moment later. */
async function pour(url: string, cookie: string) {
  const headers = { ...ownPage, cookie, 'content-type': 'image/png' }
  let sent = 0
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const req = request(system.url + url, { method: 'PUT', headers }, (res) => {
      res.resume()
      resolve(res.statusCode)
    })
    const send = () => {
      while (sent < 1e9 && !req.destroyed) {
        sent += 100_000
        if (!req.write(Buffer.alloc(100_000))) return req.once('drain', send)
      }
      return req
    }
    req.once('error', reject)
    send()
  })
  await new Promise((resolve) => setTimeout(resolve, 700))
  return { status, sent }
}

test('too large is said at once, and the rest of the upload stays unread', async () => {
  const { url } = await announce(1000)
  const member = await pour(url, alice.cookie())
  expect(member.status).toBe(413)
  const stranger = await pour(url, '')
  expect(stranger.status).toBe(401)
  // What TCP holds on two connections comes on top of the limit.
  for (const { sent } of [member, stranger]) expect(sent).toBeLessThan(LIMIT + 20_000_000)
  expect((await alice.request('/trpc/user/me.get')).status).toBe(200)
})
