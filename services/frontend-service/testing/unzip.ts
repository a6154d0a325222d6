import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'

/** The contents of a ZIP by the names of its entries. Throws where a content is not what the directory says. */
export async function unzip(bytes: Buffer) {
  const zip = await fromBufferPromise(bytes)
  const contents = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} is damaged`)
    contents.set(entry.fileName, content)
  }
  return contents
}
