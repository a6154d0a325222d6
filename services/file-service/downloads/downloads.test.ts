import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'

let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
let viewer: ReturnType<FileTeam['signedIn']>
let outsider: ReturnType<FileTeam['signedIn']>
let projectId: string
beforeAll(async () => {
  team = await startFileTeam()
  const founder = await team.founder('Alice')
  alice = team.signedIn(founder)
  viewer = team.signedIn(await team.joined(founder, 'Vera', 'viewer'))
  outsider = team.signedIn(await team.founder('Bob'))
  const { workspaceId } = founder
  projectId = (await founder.tasks.projects.create.mutate({ workspaceId, key: 'WEB', name: 'Web' }))
    .id
})
afterAll(() => team.close())

test('ranges give just those bytes, across the blocks that are checked', async () => {
  const bytes = randomBytes(1_000_000)
  const { id } = await alice.upload(bytes, { projectId })
  const part = async (range: string, headers = {}) => {
    const answer = await alice.download(id, { range, ...headers })
    const body = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, of: answer.headers.get('content-range'), body }
  }
  for (const [start, end] of [
    [0, 0],
    [262_143, 262_144],
    [5, 999_999],
    [700_000, 700_100],
  ] as const)
    expect(await part(`bytes=${start}-${end}`)).toEqual({
      status: 206,
      of: `bytes ${start}-${end}/1000000`,
      body: bytes.subarray(start, end + 1),
    })
  expect((await part('bytes=999000-')).body).toEqual(bytes.subarray(999_000))
  expect((await part('bytes=-10')).body).toEqual(bytes.subarray(-10))
  expect(await part('bytes=1000000-')).toMatchObject({ status: 416, of: 'bytes */1000000' })
  expect(await part('bytes=0-1,5-6')).toMatchObject({ status: 200, body: bytes })
  expect(await part('bytes=0-1', { 'if-range': '"older"' })).toMatchObject({ status: 200 })
  const head = await alice.download(id, {}, 'HEAD')
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '1000000'])
})

test('a flipped byte is never served: 500 at the beginning, a broken answer later', async () => {
  const { id } = await alice.upload(randomBytes(1_000_000), { projectId })
  const flip = async (position: number) => {
    const { storageKey } = (await team.rows.query('select * from "File" where id = $1', [id]))
      .rows[0]
    const file = await open(join(team.folder, storageKey), 'r+')
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position)
    await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, position)
    await file.close()
  }
  await flip(900_000)
  const late = await alice.download(id)
  expect(late.status).toBe(200)
  await expect(late.arrayBuffer()).rejects.toThrow()
  expect((await alice.download(id, { range: 'bytes=800000-800001' })).status).toBe(500)
  expect((await alice.download(id, { range: 'bytes=0-99' })).status).toBe(206)
  await flip(10)
  expect((await alice.download(id)).status).toBe(500)
  expect(await team.metric('files_corrupt_total')).toBe(3)
})

test("someone else's file does not exist, whatever the verb", async () => {
  const { id } = await alice.upload(Buffer.from('secret'), { projectId, name: 'secret.txt' })
  const nobodys = '01900000-0000-7000-8000-000000000000'
  const answers = async (who: typeof alice, which: string) =>
    Promise.all(
      [
        ['GET', {}],
        ['HEAD', {}],
        ['GET', { range: 'bytes=0-1' }],
      ].map(async ([method, headers]) => {
        const answer = await who.download(
          which,
          headers as Record<string, string>,
          method as string,
        )
        const body = (await answer.text()).replace(/"requestId":"[^"]+"/, '')
        return { status: answer.status, body }
      }),
    )
  expect(await answers(outsider, id)).toEqual(await answers(alice, nobodys))
  const calls = [
    outsider.files.files.get.query({ id }),
    outsider.files.files.trash.mutate({ id }),
    outsider.files.files.rename.mutate({ id, name: 'mine' }),
    outsider.files.files.list.query({ projectId }),
    outsider.files.usage.get.query({ projectId }),
    outsider.files.uploads.create.mutate({ projectId, name: 'x', sizeBytes: 1 }),
  ]
  const refused = { data: { httpStatus: 404 } }
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(refused)))
  expect((await fetch(`${team.service.url}/files/${id}/content`)).status).toBe(401)
})

test('a viewer reads and downloads but does not upload; a removed one does neither', async () => {
  const { id } = await alice.upload(Buffer.from('for all'), { projectId })
  expect(await (await viewer.download(id)).text()).toBe('for all')
  const asked = viewer.files.uploads.create.mutate({ projectId, name: 'x', sizeBytes: 1 })
  await expect(asked).rejects.toMatchObject({
    message: 'This needs the role member',
    data: { httpStatus: 403 },
  })
  await expect(viewer.files.files.trash.mutate({ id })).rejects.toMatchObject({
    data: { httpStatus: 403 },
  })
  const { workspaceId } = alice
  await alice.calls.members.remove.mutate({ workspaceId, userId: viewer.id })
  await pollUntil(async () => (await viewer.download(id)).status !== 200)
  expect((await viewer.download(id)).status).toBe(404)
})
