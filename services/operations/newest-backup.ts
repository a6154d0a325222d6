import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type Dump, MANIFEST, type Manifest, momentOf, parsedManifest } from './manifest.ts'
import type { Store } from './store.ts'

export interface Backup {
  readonly moment: string
  readonly manifest: Manifest
}

/** The newest backup that has a manifest. Throws when there is none, when it is older than `maxAgeHours`, and when its
 *  files are not exactly those that the manifest names. */
export async function newestBackup(store: Store, now: Date, maxAgeHours: number): Promise<Backup> {
  const names = await store.names()
  const newest = names.findLast((name) => name.endsWith(`/${MANIFEST}`))
  const moment = newest?.split('/')[0]
  if (!newest || !moment) throw new Error('the store holds no backup')
  const manifest = parsedManifest(await text(await store.read(newest)))
  const at = new Date(manifest.at)
  if (momentOf(at) !== moment)
    throw new Error(`the manifest of ${moment} belongs to ${momentOf(at)}`)
  const ageHours = (now.getTime() - at.getTime()) / 3_600_000
  if (ageHours > maxAgeHours)
    throw new Error(`${moment} is ${ageHours.toFixed(1)} h old, the limit is ${maxAgeHours} h`)
  if (ageHours < -0.1) throw new Error(`${moment} is in the future`)
  const wanted = [MANIFEST, ...manifest.databases.map(({ file }) => file)]
  const present = names.filter((name) => name.startsWith(`${moment}/`))
  const missing = wanted.find((file) => !present.includes(`${moment}/${file}`))
  if (missing) throw new Error(`${moment}/${missing} is missing`)
  const unknown = present.find((name) => !wanted.includes(name.slice(moment.length + 1)))
  if (unknown) throw new Error(`${unknown} is not in the manifest`)
  return { moment, manifest }
}

/** Copies a dump into `folder` and returns its path. Throws unless size and checksum are those of the manifest. */
export async function fetched(store: Store, moment: string, dump: Dump, folder: string) {
  const { file, sizeBytes, sha256 } = dump
  const path = join(folder, `${dump.database}.dump`)
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    await store.read(`${moment}/${file}`),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        size += chunk.length
        if (size > sizeBytes) break
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  )
  if (size !== sizeBytes)
    throw new Error(
      `${moment}/${file} is ${size < sizeBytes ? 'truncated' : 'too long'}: ${sizeBytes} bytes expected`,
    )
  if (hash.digest('hex') !== sha256) throw new Error(`${moment}/${file} has another checksum`)
  return path
}
