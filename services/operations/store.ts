import type { Readable } from 'node:stream'

/** Where backups lie. Names are `<moment>/<file>`, two levels and no more. */
export interface Store {
  /** Everything in folders named after a moment, sorted. Throws when one of them is no regular file. */
  names(): Promise<string[]>
  /** Resolves when all bytes are there for good; after a failure the name is not listed. */
  write(name: string, bytes: Readable): Promise<void>
  read(name: string): Promise<Readable>
  remove(name: string): Promise<void>
}
