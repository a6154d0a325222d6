import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Storage } from './storage.ts'

/** One file per key in one folder. Bytes gather in `<key>.part` and get their name when they are on the disk. */
export async function diskStorage(root: string): Promise<Storage> {
  await mkdir(root, { recursive: true })
  const pathOf = (key: string) => join(root, uuid(key))
  return {
    write: async (key, bytes) => {
      const part = `${pathOf(key)}.part`
      try {
        await pipeline(bytes, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }))
        await rename(part, pathOf(key))
        await flushFolder(root)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    read: async (key, start, end) => {
      const file = await open(pathOf(key), 'r')
      return file.createReadStream({ start, end })
    },
    remove: async (key) => {
      await rm(`${pathOf(key)}.part`, { force: true })
      await rm(pathOf(key), { force: true })
    },
  }
}

function uuid(key: string) {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(key)) throw new Error('A key is a UUID')
  return key
}

/** A new name is safe only once its folder is on the disk, too. */
async function flushFolder(root: string) {
  const folder = await open(root, 'r')
  await folder.sync()
  await folder.close()
}
