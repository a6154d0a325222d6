import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { bucketStore } from './bucket-store.ts'
import { drillEnv } from './env.ts'
import type { Store } from './store.ts'

const objects = new Map<string, Buffer>()

/** The part of the S3 protocol that the store speaks; lists come in pages of two. */
const server = createServer(async (req, res) => {
  const { pathname, searchParams } = new URL(req.url ?? '', 'http://store')
  const body = await buffer(req)
  const key = decodeURIComponent(pathname.replace('/backups/', ''))
  if (req.method === 'PUT') objects.set(key, body)
  if (req.method === 'DELETE') objects.delete(key)
  if (searchParams.get('list-type')) {
    const after = searchParams.get('continuation-token') ?? ''
    const prefix = searchParams.get('prefix') ?? ''
    const left = [...objects.keys()].sort().filter((one) => one > after && one.startsWith(prefix))
    const page = left.slice(0, 2)
    const next = left.length > 2 ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : ''
    const contents = page.map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')
    return res.end(
      `<ListBucketResult><IsTruncated>${left.length > 2}</IsTruncated>${next}${contents}</ListBucketResult>`,
    )
  }
  if (req.method !== 'GET') return res.setHeader('etag', '"x"').end()
  const object = objects.get(key)
  return object
    ? res.end(object)
    : res.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>')
})

let store: Store
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const env = drillEnv.parse({
    PATH: '',
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
  })
  store = bucketStore(env, 'backups')
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const moment = '2026-01-02T03-04-05Z'

test('dumps lie beside the operator’s own backups, and only dumps are listed', async () => {
  objects.set('postgres/wals/000000010000000000000001', Buffer.from('log'))
  objects.set('dumps/readme.txt', Buffer.from('not a backup'))
  for (const name of ['a.dump', 'b.dump', 'c.dump', 'manifest.json'])
    await store.write(`${moment}/${name}`, Readable.from([Buffer.from(`bytes of ${name}`)]))

  expect(await store.names()).toEqual(
    ['a.dump', 'b.dump', 'c.dump', 'manifest.json'].map((name) => `${moment}/${name}`),
  )
  expect(await text(await store.read(`${moment}/b.dump`))).toBe('bytes of b.dump')
})

test('a write that breaks off leaves nothing', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('pg_dump: connection lost')
    })(),
  )
  await expect(store.write(`${moment}/half.dump`, broken)).rejects.toThrow('connection lost')
  expect(await store.names()).not.toContain(`${moment}/half.dump`)
})

test('what was removed is neither listed nor read', async () => {
  await store.remove(`${moment}/a.dump`)
  expect(await store.names()).not.toContain(`${moment}/a.dump`)
  await expect(store.read(`${moment}/a.dump`)).rejects.toThrow('No such key')
})
