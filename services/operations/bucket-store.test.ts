import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { bucketStore } from './bucket-store.ts'
import { drillEnv } from './env.ts'
import type { Store } from './store.ts'

const objects = new Map<string, Buffer>()

const parts = new Map<number, Buffer>()

/** The part of the S3 protocol that the store speaks: objects, uploads in parts, lists in pages of two. */
const server = createServer(async (req, res) => {
  const { pathname, searchParams } = new URL(req.url ?? '', 'http://store')
  const body = await buffer(req)
  const key = decodeURIComponent(pathname.replace('/backups/', ''))
  res.setHeader('etag', '"x"')
  if (req.method === 'POST' && searchParams.has('uploads'))
    return res.end(
      '<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>',
    )
  if (req.method === 'POST') {
    const numbers = [...parts.keys()].sort((one, other) => one - other)
    objects.set(key, Buffer.concat(numbers.map((number) => parts.get(number) ?? Buffer.alloc(0))))
    return res.end('<CompleteMultipartUploadResult/>')
  }
  if (req.method === 'PUT' && searchParams.has('uploadId'))
    parts.set(Number(searchParams.get('partNumber')), body)
  else if (req.method === 'PUT') objects.set(key, body)
  if (req.method === 'DELETE') objects.delete(key)
  if (req.method !== 'GET') return res.end()
  if (searchParams.has('list-type')) return res.end(listed(searchParams))
  const object = objects.get(key)
  return object
    ? res.end(object)
    : res.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>')
})

function listed(asked: URLSearchParams) {
  const after = asked.get('continuation-token') ?? ''
  const prefix = asked.get('prefix') ?? ''
  const left = [...objects.keys()].sort().filter((one) => one > after && one.startsWith(prefix))
  const page = left.slice(0, 2)
  const next = left.length > 2 ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : ''
  const contents = page.map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')
  return `<ListBucketResult><IsTruncated>${left.length > 2}</IsTruncated>${next}${contents}</ListBucketResult>`
}

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
    await store.write(`${moment}/${name}`, Readable.from([`bytes of ${name}`]))

  expect(await store.names()).toEqual(
    ['a.dump', 'b.dump', 'c.dump', 'manifest.json'].map((name) => `${moment}/${name}`),
  )
  expect(await text(await store.read(`${moment}/b.dump`))).toBe('bytes of b.dump')
})

test('a dump larger than memory would like goes in parts of 16 MiB and comes back byte by byte', async () => {
  const megabyte = (number: number) => Buffer.alloc(1024 ** 2, `${number} `)
  const numbers = Array.from({ length: 40 }, (_, number) => number)
  await store.write(`${moment}/large.dump`, Readable.from(numbers.map(megabyte)))

  expect(parts.size).toBe(3)
  const returned = await buffer(await store.read(`${moment}/large.dump`))
  expect(returned.equals(Buffer.concat(numbers.map(megabyte)))).toBe(true)
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
