import type { Readable } from 'node:stream'

/** Where bytes lie. Keys are UUIDs; nothing a person typed ever becomes one. */
export interface Storage {
  /** Resolves when all bytes are there for good; after a failure none are. */
  write(key: string, bytes: Readable): Promise<void>
  /** Bytes `start` to `end`, both included. */
  read(key: string, start: number, end: number): Promise<Readable>
  /** Also of a write that was cut; succeeds when there is nothing. */
  remove(key: string): Promise<void>
}
