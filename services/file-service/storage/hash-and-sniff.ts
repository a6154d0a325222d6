import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { contentType } from './content-type.ts'

/** Bytes that share one digest: what has to be read to check any byte among them. */
export const BLOCK_BYTES = 256 * 1024

/** Beyond these the library needs no more to know a type. */
const HEAD_BYTES = 4100

/** More bytes arrived than were announced. */
export class TooLong extends Error {}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** Lets up to `maxBytes` through and learns all there is to know of them on the way: size, digests, type. */
export function hashAndSniff(maxBytes: number) {
  const whole = createHash('sha256')
  const digests: Buffer[] = []
  let block = createHash('sha256')
  let head = Buffer.alloc(0)
  let sizeBytes = 0

  const bytes = new Transform({
    transform: (chunk: Buffer, _, done) => {
      if (sizeBytes + chunk.length > maxBytes) return done(new TooLong())
      if (head.length < HEAD_BYTES)
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
      whole.update(chunk)
      for (let at = 0; at < chunk.length; ) {
        const piece = chunk.subarray(at, at + BLOCK_BYTES - (sizeBytes % BLOCK_BYTES))
        block.update(piece)
        at += piece.length
        sizeBytes += piece.length
        if (sizeBytes % BLOCK_BYTES === 0) nextBlock()
      }
      return done(null, chunk)
    },
  })

  const nextBlock = () => {
    digests.push(block.digest())
    block = createHash('sha256')
  }

  /** To be asked once, after the last byte. */
  const findings = async () => {
    if (sizeBytes % BLOCK_BYTES > 0) nextBlock()
    return {
      sizeBytes,
      sha256: whole.digest('hex'),
      blocks: new Uint8Array(Buffer.concat(digests)),
      type: await contentType(head),
    }
  }
  return { bytes, findings }
}
