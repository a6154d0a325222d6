import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'
import { startObjectStore } from '../testing/object-store.ts'

const MB = 1024 ** 2
let store: Awaited<ReturnType<typeof startObjectStore>>
let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
let projectId: string
beforeAll(async () => {
  store = await startObjectStore()
  team = await startFileTeam({ ...store.settings, UPLOAD_LIMIT_BYTES: String(50 * MB) })
  alice = team.signedIn(await team.founder('Alice'))
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.tasks.projects.create.mutate(project)).id
})
afterAll(async () => {
  await team.close()
  await store.pause()
})

test('with a bucket the bytes lie there, in one piece or in parts, and nothing on the disk', async () => {
  for (const size of [0, 1000, 20 * MB]) {
    const bytes = randomBytes(size)
    const { id, status } = await alice.upload(bytes, { projectId })
    expect(status).toBe(200)
    const back = Buffer.from(await (await alice.download(id)).arrayBuffer())
    expect(back.equals(bytes)).toBe(true)
    if (size < 1000) continue
    const part = await alice.download(id, { range: `bytes=${size - 500}-${size - 1}` })
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(-500))).toBe(true)
  }
  expect(await team.stored()).toEqual([])
  expect(store.objects.size).toBe(3)
})

test('an upload in parts that breaks off leaves nothing in the bucket', async () => {
  const before = store.objects.size
  const about = { projectId, name: 'cut', sizeBytes: 40 * MB }
  const { url } = await alice.files.uploads.create.mutate(about)
  const headers = { authorization: await alice.authorization(), 'content-length': about.sizeBytes }
  const req = request(`${team.service.url}${url}`, { method: 'PUT', headers, agent: false })
  req.on('error', () => {})
  req.write(randomBytes(20 * MB))
  await pollUntil(() => store.uploads.size > 0)
  req.destroy()
  await pollUntil(() => store.uploads.size === 0)
  expect(store.objects.size).toBe(before)
})

test('an object that changed in the bucket is not served', async () => {
  const { id } = await alice.upload(Buffer.from('as it was'), { projectId })
  const [key = ''] = [...store.objects.keys()].slice(-1)
  store.objects.set(key, Buffer.from('as it is.'))
  expect((await alice.download(id)).status).toBe(500)
})

test('while the bucket is away files answer 503, and work again when it is back', async () => {
  const { id } = await alice.upload(Buffer.from('patience'), { projectId })
  await store.pause()
  expect((await alice.download(id)).status).toBe(503)
  expect((await alice.upload(Buffer.from('x'), { projectId })).status).toBe(503)
  await store.resume()
  expect(await (await alice.download(id)).text()).toBe('patience')
})
