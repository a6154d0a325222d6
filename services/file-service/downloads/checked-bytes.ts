import type { Readable } from 'node:stream'
import { BLOCK_BYTES, sha256 } from '../storage/hash-and-sniff.ts'
import type { Storage } from '../storage/storage.ts'

/** The bytes are not those that were stored. */
export class Corrupt extends Error {}

export interface Content {
  readonly storageKey: string
  readonly sizeBytes: number
  /** Digests of its blocks, one after the other. */
  readonly blocks: Uint8Array
}

export interface Range {
  readonly start: number
  /** Included. */
  readonly end: number
}

/** Bytes of a range, each block checked before a byte of it is given out. Throws Corrupt when one does not match. */
export async function* checkedBytes(storage: Storage, content: Content, { start, end }: Range) {
  const last = Math.floor(end / BLOCK_BYTES)
  let block = Math.floor(start / BLOCK_BYTES)
  const from = block * BLOCK_BYTES
  const to = Math.min((last + 1) * BLOCK_BYTES, content.sizeBytes) - 1
  const bytes = await storage.read(content.storageKey, from, to).catch((cause: Error) => {
    throw isGone(cause) ? new Corrupt('The bytes are gone', { cause }) : cause
  })
  for await (const piece of inBlocks(bytes)) {
    const expected = content.blocks.subarray(block * 32, block * 32 + 32)
    if (!sha256(piece).equals(expected)) throw new Corrupt('The bytes do not match their digest')
    const offset = block * BLOCK_BYTES
    yield piece.subarray(Math.max(0, start - offset), end - offset + 1)
    block += 1
  }
  if (block <= last) throw new Corrupt('Bytes are missing at the end')
}

/** The disk's and the object store's words for it; a store that is merely away says something else. */
const isGone = (error: Error) =>
  ['NoSuchKey', 'InvalidRange'].includes(error.name) || ('code' in error && error.code === 'ENOENT')

async function* inBlocks(bytes: Readable) {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    let rest: Buffer = chunk
    while (size + rest.length >= BLOCK_BYTES) {
      const need = BLOCK_BYTES - size
      yield Buffer.concat([...held, rest.subarray(0, need)])
      rest = rest.subarray(need)
      held = []
      size = 0
    }
    if (rest.length > 0) held.push(rest)
    size += rest.length
  }
  if (size > 0) yield Buffer.concat(held)
}
