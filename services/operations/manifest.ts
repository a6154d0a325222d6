import { z } from 'zod'
import { services } from '../catalog.ts'

/** The databases that a backup holds, followers before those whose feeds they follow: a restored follower may be
 *  behind, which it makes up for, but never ahead. */
export const databases = services.flatMap(({ database }) => (database ? [database] : [])).reverse()

export const MANIFEST = 'manifest.json'

const count = z.int().min(0)
const sha256 = z.string().regex(/^[\da-f]{64}$/)

const table = z.object({
  /** Schema and name as SQL writes them. */
  name: z.string(),
  rows: count,
  /** Sum of the hashes of all rows: equal contents, equal sums, in any order. */
  contents: z.string().regex(/^-?\d+$/),
})

const dump = z.object({
  database: z.enum(databases),
  /** Name of the file beside the manifest. */
  file: z.string().regex(/^\w+\.dump$/, 'is no name of a dump'),
  sizeBytes: count,
  sha256,
  lastMigration: z.string(),
  tables: z.array(table),
})
export type Dump = z.infer<typeof dump>

const manifest = z.object({
  /** The moment of the snapshots that were dumped. */
  at: z.iso.datetime(),
  serverMajor: count,
  databases: z.array(dump),
  /** Uploaded files that the dumps refer to: what must be in the files' own store. */
  files: z.array(z.object({ key: z.uuid(), sizeBytes: count, sha256: sha256.nullable() })),
})
export type Manifest = z.infer<typeof manifest>

/** The name of a backup's folder: its moment, without the colons that some stores refuse. */
export const momentOf = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

export const isMoment = (name: string) => /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/.test(name)

/** What `text` says, if it is whole: each database once, no name that leads out of the backup's folder. */
export function parsedManifest(text: string): Manifest {
  const read = manifest.safeParse(parsed(text))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(`the manifest is damaged: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const named = read.data.databases.map(({ database }) => database)
  for (const database of databases)
    if (named.filter((name) => name === database).length !== 1)
      throw new Error(`the manifest does not name ${database} once`)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error('the manifest is not JSON: it was cut or overwritten', { cause })
  }
}
