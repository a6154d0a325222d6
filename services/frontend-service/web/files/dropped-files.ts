/** Files taken out of one drop; more are a mistake rather than a wish. */
export const DROPPED_MAX = 200
const DEPTH_MAX = 20

/** What was dropped: `files` with those inside of folders; `isMore` where there were more than can be taken. The
 *  entries are only there while the event is handled, so they are taken before the first wait. */
export async function droppedFiles({ items, files }: DataTransfer) {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.every(({ isFile }) => isFile)) return first([...files])
  const found: File[] = []
  for (const entry of entries) await collect(entry, found, DEPTH_MAX)
  return first(found)
}

const first = (files: File[]) => ({
  files: files.slice(0, DROPPED_MAX),
  isMore: files.length > DROPPED_MAX,
})

async function collect(entry: FileSystemEntry, found: File[], depth: number): Promise<void> {
  // What a system keeps in each folder is nobody's file.
  if (found.length > DROPPED_MAX || /^(\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(entry.name))
    return
  if (isFile(entry)) {
    const file = await new Promise<File | undefined>((resolve) =>
      entry.file(resolve, () => resolve(undefined)),
    )
    if (file) found.push(file)
  } else if (isFolder(entry) && depth > 0) {
    const reader = entry.createReader()
    // Each call gives a part of the folder, the last one nothing.
    for (let part = await read(reader); part.length > 0; part = await read(reader))
      for (const inner of part) await collect(inner, found, depth - 1)
  }
}

const read = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
