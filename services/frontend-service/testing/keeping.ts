import { Writable } from 'node:stream'

/** A target that keeps what is written to it. */
export function keeping() {
  const chunks: Buffer[] = []
  const target = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
  return { target, bytes: () => Buffer.concat(chunks) }
}
