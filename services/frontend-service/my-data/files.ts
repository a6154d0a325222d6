import type { inferRouterOutputs } from '@trpc/server'
import type { FileServiceRouter } from '../../file-service/router.ts'
import type { Asking } from './asking.ts'
import type { Missing } from './fetch-file.ts'
import { pathOf } from './file-name.ts'
import { jsonList } from './json-list.ts'
import type { Entry } from './pour-zip.ts'

type OwnFile = inferRouterOutputs<FileServiceRouter>['personalData']['files']['items'][number]

/** Where the bytes of a file are, or why they are nowhere: `too_late`, where they came behind the others. */
interface Outcome {
  readonly path: string | null
  readonly reason: Missing | 'no_access' | 'in_trash' | 'not_uploaded' | 'too_late' | null
}

/** What somebody uploaded, one file after the other, then the list of all, which says where each lies, and that of those whose bytes
 *  are left out. */
export async function* filesOf(asking: Asking): AsyncGenerator<Entry> {
  const { backends, options, paged, openFile, refuseEnded } = asking
  const pages = () =>
    paged((behind: { cursor?: string }) => backends.file.personalData.files.query(behind, options))
  const tried = new Map<string, Outcome & { readonly name: string }>()
  for await (const rows of pages())
    for (const { id, name, sizeBytes, createdAt, isReadable } of rows) {
      // What they see has its name.
      if (!isReadable || name === null) continue
      await refuseEnded()
      const found = await openFile(id)
      if (typeof found === 'string') {
        tried.set(id, { name, path: null, reason: found })
        continue
      }
      const path = pathOf({ id, name })
      tried.set(id, { name, path, reason: null })
      try {
        yield { name: path, content: found, sizeBytes, at: new Date(createdAt), isPacked: true }
      } finally {
        found.destroy()
      }
    }

  const outcomeOf = (file: OwnFile): Outcome => {
    const { path, reason } = tried.get(file.id) ?? { path: null, reason: reasonOf(file) }
    return { path, reason }
  }
  const listed = async function* () {
    for await (const rows of pages()) yield rows.map((file) => ({ ...file, ...outcomeOf(file) }))
  }
  const leftOut = async function* () {
    // A file that is gone is in no list any more.
    yield [...tried].flatMap(([id, { name, reason }]) => (reason ? [{ id, name, reason }] : []))
    for await (const rows of pages())
      yield rows
        .filter(({ id }) => !tried.has(id))
        .map((file) => ({ id: file.id, name: file.name, reason: reasonOf(file) }))
  }
  yield { name: 'files.json', content: jsonList(listed()) }
  yield { name: 'left-out.json', content: jsonList(leftOut()) }
}

function reasonOf({ isStored, trashedAt, isReadable }: OwnFile) {
  if (!isStored) return 'not_uploaded'
  if (trashedAt) return 'in_trash'
  return isReadable ? 'too_late' : 'no_access'
}
