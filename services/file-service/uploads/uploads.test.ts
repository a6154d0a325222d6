import { createHash, randomBytes, randomInt } from 'node:crypto'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { exchange, type FileTeam, startFileTeam } from '../testing/file-team.ts'

const MB = 1024 ** 2
let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
let projectId: string
beforeAll(async () => {
  team = await startFileTeam()
  const founder = await team.founder('Alice')
  alice = team.signedIn(founder)
  projectId = await projectOf('WEB')
})
afterAll(() => team.close())

const projectOf = async (key: string) => {
  const { workspaceId } = alice
  return (await alice.tasks.projects.create.mutate({ workspaceId, key, name: key })).id
}
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const rowOf = async (id: string) =>
  (await team.rows.query('select * from "File" where id = $1', [id])).rows[0]

test('what goes in is what the row says and what comes out, from nothing to 10 MB', async () => {
  const blocks = [0, 1, 262_143, 262_144, 262_145, 10 * MB]
  for (const size of [...blocks, ...Array.from({ length: 20 }, () => randomInt(3 * MB))]) {
    const bytes = randomBytes(size)
    const { id, status, answer } = await alice.upload(bytes, { projectId, name: `${size}.bin` })
    expect({ status, answer }).toMatchObject({
      status: 200,
      answer: { id, projectId, name: `${size}.bin`, sizeBytes: size, state: 'ready' },
    })
    expect((await rowOf(id)).sha256).toBe(sha(bytes))
    const back = Buffer.from(await (await alice.download(id)).arrayBuffer())
    expect(sha(back)).toBe(sha(bytes))
  }
})

test('a file over the limit is refused before a byte leaves, naming the limit', async () => {
  const about = { projectId, name: 'video.mov', sizeBytes: 10 * MB + 1 }
  expect(await refusalOf(alice.files.uploads.create.mutate(about))).toMatchObject({
    httpStatus: 413,
    limit: 10 * MB,
    fields: { sizeBytes: 'A file may have at most 10 MB' },
  })
})

test('more than was announced is refused by its length, unread, and while it streams', async () => {
  const announce = () =>
    alice.files.uploads.create.mutate({ projectId, name: 'big', sizeBytes: 10 * MB })
  const authorization = await alice.authorization()
  const endless = () =>
    new Readable({
      read() {
        this.push(Buffer.alloc(65_536))
      },
    })

  const tooLong = { status: 413, answer: { error: { data: { limit: 10 * MB } } } }
  const byLength = await announce()
  const refused = await exchange(
    `${team.service.url}${byLength.url}`,
    'PUT',
    { authorization, 'content-length': String(1024 ** 3) },
    endless(),
  )
  expect(refused).toMatchObject(tooLong)
  expect(refused.sentBytes).toBeLessThan(32 * MB)

  const chunked = await announce()
  const cut = await exchange(
    `${team.service.url}${chunked.url}`,
    'PUT',
    { authorization, 'transfer-encoding': 'chunked' },
    endless(),
  )
  expect(cut).toMatchObject(tooLong)
  expect(cut.sentBytes).toBeLessThan(32 * MB)
  expect(await rowOf(byLength.id)).toMatchObject({ state: 'pending' })
  expect(await rowOf(chunked.id)).toBeUndefined()
})

test('less than was announced is refused; what was refused by its length can be tried again', async () => {
  const bytes = randomBytes(1000)
  const { url } = await alice.files.uploads.create.mutate({ projectId, name: 'x', sizeBytes: 1000 })
  expect(await alice.put(url, bytes.subarray(1))).toMatchObject({ status: 400 })
  expect(await alice.put(url, bytes)).toMatchObject({ status: 200 })
  expect(await alice.put(url, bytes)).toMatchObject({ status: 404 })

  const short = await alice.files.uploads.create.mutate({ projectId, name: 'x', sizeBytes: 1000 })
  const chunked = { 'transfer-encoding': 'chunked' }
  expect(await alice.put(short.url, bytes.subarray(1), chunked)).toMatchObject({ status: 400 })
  expect(await alice.put(short.url, bytes)).toMatchObject({ status: 404 })
})

test('uploads that break off leave neither file nor reservation', async () => {
  const place = await projectOf('CUT')
  const before = (await team.stored()).length
  const authorization = await alice.authorization()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { url } = await alice.files.uploads.create.mutate({
        projectId: place,
        name: 'cut',
        sizeBytes: MB,
      })
      const headers = { authorization, 'content-length': String(MB) }
      const req = request(`${team.service.url}${url}`, { method: 'PUT', headers, agent: false })
      req.on('error', () => {})
      req.write(randomBytes(randomInt(1, MB)))
      await sleep(randomInt(60))
      req.destroy()
    }),
  )
  await pollUntil(async () => (await team.stored()).length <= before)
  // A request that was cut before its head had arrived is known to nobody: the sweeper finds what it announced.
  await team.rows.query(
    `update "File" set "reservedUntil" = now() - interval '1 s'
      where "projectId" = $1 and "storageKey" is null`,
    [place],
  )
  await team.sweep()
  const used = () => alice.files.usage.get.query({ projectId: place })
  await pollUntil(async () => (await used()).usedBytes === 0)
  expect(
    (await team.rows.query('select 1 from "File" where "projectId" = $1', [place])).rowCount,
  ).toBe(0)
})

test('announced files keep their room for minutes, a share of it per person, and can be cancelled', async () => {
  const place = await projectOf('RSV')
  const tight = await team.another({ UPLOAD_RESERVED_BYTES: String(3 * MB) })
  const hands = team.signedIn(alice, tight.url)
  const announce = () =>
    hands.files.uploads.create.mutate({ projectId: place, name: 'x', sizeBytes: MB })
  const used = async () => (await hands.files.usage.get.query({ projectId: place })).usedBytes / MB
  await team.rows.query(`delete from "File" where state = 'pending'`)

  const results = await Promise.allSettled(Array.from({ length: 8 }, announce))
  const given = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(given).toHaveLength(3)
  expect(await refusalOf(announce())).toMatchObject({
    httpStatus: 429,
    limit: 3 * MB,
    reason: 'reserved',
    retryAfterSeconds: 600,
  })
  expect(await used()).toBe(3)

  const bob = team.signedIn(await team.joined(alice, 'Bob', 'member'), tight.url)
  const [first, second, third] = given.map(({ id }) => ({ id }))
  if (!first || !second || !third) throw new Error('Three were given')
  expect(await refusalOf(bob.files.uploads.cancel.mutate(first))).toMatchObject({ httpStatus: 404 })
  await hands.files.uploads.cancel.mutate(first)
  expect(await refusalOf(hands.files.uploads.cancel.mutate(first))).toMatchObject({
    httpStatus: 404,
  })
  expect(await used()).toBe(2)
  expect(await hands.put(`/uploads/${first.id}`, randomBytes(MB))).toMatchObject({ status: 404 })
  expect(await hands.put(`/uploads/${second.id}`, randomBytes(MB))).toMatchObject({ status: 200 })

  await team.rows.query(
    `update "File" set "reservedUntil" = now() - interval '1 s' where id = $1`,
    [third.id],
  )
  await team.sweep()
  expect(await used()).toBe(1)
  await tight.close()
})

test('fifty parallel uploads never pass what a project may hold', async () => {
  const place = await projectOf('FULL')
  const small = await team.another({ PROJECT_LIMIT_BYTES: String(10 * MB) })
  const hands = team.signedIn(alice, small.url)
  const bytes = randomBytes(MB)
  const upload = () =>
    hands.upload(bytes, { projectId: place }).then(
      ({ status }) => status,
      (error) => refusalOf(Promise.reject(error)).then(({ httpStatus }) => httpStatus),
    )
  const statuses = await Promise.all(Array.from({ length: 50 }, upload))
  // Who waits too long on a busy machine is told to come again, and may hold a reservation.
  expect(statuses.filter((status) => ![200, 413, 503].includes(Number(status)))).toEqual([])
  const stored = statuses.filter((status) => status === 200).length
  const { usedBytes } = await hands.files.usage.get.query({ projectId: place })
  expect(stored).toBeGreaterThan(0)
  expect(usedBytes).toBeGreaterThanOrEqual(stored * MB)
  await pollUntil(upload, { isEnough: (status) => status === 413 })
  expect(await hands.files.usage.get.query({ projectId: place })).toEqual({
    usedBytes: 10 * MB,
    limitBytes: 10 * MB,
    fileLimitBytes: 10 * MB,
  })
  const one = { projectId: place, name: 'one more', sizeBytes: 1 }
  expect(await refusalOf(hands.files.uploads.create.mutate(one))).toMatchObject({
    httpStatus: 413,
    limit: 10 * MB,
    issues: [{ code: 'project_limit' }],
  })
  await small.close()
})

test('two attempts at one upload never mix', async () => {
  const bytes = randomBytes(4 * MB)
  const { id, url } = await alice.files.uploads.create.mutate({
    projectId,
    name: 'x',
    sizeBytes: 4 * MB,
  })
  const attempts = await Promise.all([alice.put(url, bytes), alice.put(url, bytes)])
  expect(attempts.filter(({ status }) => status === 200)).toHaveLength(1)
  const { storageKey, sha256 } = await rowOf(id)
  expect(sha256).toBe(sha(bytes))
  expect(await team.stored()).toContain(storageKey)
  const answer = await alice.download(id)
  expect(sha(Buffer.from(await answer.arrayBuffer()))).toBe(sha256)
})
