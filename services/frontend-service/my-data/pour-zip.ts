import { addAbortSignal, Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface Entry {
  /** A path that is safe in every system. */
  readonly name: string
  readonly content: AsyncIterable<Uint8Array | string>
  /** Where it is known before: a content of another length is a failure. */
  readonly sizeBytes?: number
  readonly at?: Date
  /** Files are mostly packed already. */
  readonly isPacked?: boolean
}

/** Writes a ZIP as its entries come, one after the other and no faster than it is read; nothing of it gathers. Where an entry fails, or
 *  nobody reads any more, `over` tells what is open, and the target is cut off before the directory without which it is no ZIP. */
export async function pourZip(
  entriesUntil: (over: AbortSignal) => AsyncIterable<Entry>,
  target: Writable,
) {
  const zip = new ZipFile()
  const over = new AbortController()
  const stop = (error: unknown): never => {
    over.abort(error)
    throw error
  }
  zip.on('error', (error) => over.abort(error))
  await Promise.all([
    pipeline(zip.outputStream, target, { signal: over.signal }).catch(stop),
    fill(zip, entriesUntil(over.signal), over.signal).catch(stop),
  ])
}

async function fill(zip: ZipFile, entries: AsyncIterable<Entry>, over: AbortSignal) {
  for await (const entry of entries) {
    over.throwIfAborted()
    await add(zip, entry, over)
  }
  zip.end()
}

/** Resolves when the content was read to its end. */
const add = (zip: ZipFile, { name, content, sizeBytes, at, isPacked }: Entry, over: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const source = addAbortSignal(over, Readable.from(content, { objectMode: false }))
    source.once('end', resolve).once('error', reject)
    const options = {
      compress: !isPacked,
      ...(sizeBytes !== undefined && { size: sizeBytes }),
      ...(at && { mtime: at }),
    }
    zip.addReadStreamLazy(name, options, (give) => give(null, source))
  })
