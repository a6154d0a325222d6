import { expect, test } from '@jest/globals'
import { fromBufferPromise } from 'yauzl'
import { keeping } from '../testing/keeping.ts'
import { unzip } from '../testing/unzip.ts'
import { type Entry, pourZip } from './pour-zip.ts'

test('more entries than two bytes can count are all there', async () => {
  const { target, bytes } = keeping()
  await pourZip(async function* (): AsyncGenerator<Entry> {
    for (let nth = 0; nth < 65_600; nth += 1)
      yield { name: `files/${nth}`, content: once(Buffer.from(`${nth}`)), isPacked: true }
  }, target)
  const found = await unzip(bytes())
  expect(found.size).toBe(65_600)
  expect(found.get('files/65599')?.toString()).toBe('65599')
})

test('a content longer than four bytes can count comes back whole', async () => {
  const MEBIBYTE = Buffer.alloc(1024 ** 2)
  const sizeBytes = 4200 * MEBIBYTE.length
  const { target, bytes } = keeping()
  const long = async function* () {
    for (let nth = 0; nth < 4200; nth += 1) yield MEBIBYTE
  }
  await pourZip(async function* () {
    yield { name: 'long', content: long(), sizeBytes }
    yield { name: 'behind', content: once(Buffer.from('it')) }
  }, target)
  const zip = await fromBufferPromise(bytes())
  const lengths: Record<string, number> = {}
  for await (const entry of zip.eachEntry()) {
    lengths[entry.fileName] = 0
    for await (const chunk of await zip.openReadStreamPromise(entry))
      lengths[entry.fileName] = (lengths[entry.fileName] ?? 0) + chunk.length
  }
  expect(lengths).toEqual({ long: sizeBytes, behind: 2 })
})

async function* once(bytes: Buffer) {
  yield bytes
}
