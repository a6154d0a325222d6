import { constants, createWriteStream, type Dirent } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isMoment } from './manifest.ts'
import type { Store } from './store.ts'

/** Backups in a folder: a volume, or a mounted share. */
export function folderStore(root: string): Store {
  return {
    names: async () => {
      const folders = await regular(root, (entry) => entry.isDirectory(), isMoment)
      const files = await Promise.all(
        folders.map(async (folder) =>
          (await regular(join(root, folder), (entry) => entry.isFile())).map(
            (file) => `${folder}/${file}`,
          ),
        ),
      )
      return files.flat().sort()
    },
    write: async (name, bytes) => {
      const path = join(root, name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        const part = createWriteStream(`${path}.part`, { flags: 'wx', mode: 0o600, flush: true })
        await pipeline(bytes, part)
        await rename(`${path}.part`, path)
        for (const folder of [dirname(path), root]) await flush(folder)
      } catch (error) {
        await rm(`${path}.part`, { force: true })
        throw error
      }
    },
    read: async (name) => {
      const file = await open(join(root, name), constants.O_RDONLY | constants.O_NOFOLLOW)
      return file.createReadStream()
    },
    remove: async (name) => {
      await rm(join(root, name), { force: true })
      await rmdir(dirname(join(root, name))).catch(() => {})
    },
  }
}

/** Names in `folder` that `counts`; a volume has others, such as `lost+found`. */
async function regular(
  folder: string,
  isRegular: (entry: Dirent) => boolean,
  counts: (name: string) => boolean = () => true,
) {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) =>
    counts(name),
  )
  const odd = entries.find((entry) => !isRegular(entry))
  if (odd) throw new Error(`${join(folder, odd.name)} is a link or a special file`)
  return entries.map(({ name }) => name)
}

/** A new name is safe only once its folder is on the disk, too. */
async function flush(folder: string) {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
