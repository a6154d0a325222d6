import { createHash } from 'node:crypto'

/** An entry as it lies in the database. */
export interface StoredEntry {
  readonly workspaceId: string
  readonly seq: number
  readonly at: Date
  readonly kind: string
  readonly actorId: string | null
  readonly subjectId: string | null
  readonly via: string
  readonly facts: string
  readonly detailHash: string
  readonly previous: string
  readonly hash: string
  /** Null where the account behind it was deleted. */
  readonly salt: string | null
  readonly data: string | null
}

/** A place in a chain: the number of an entry and its hash. */
export interface Place {
  readonly seq: number
  readonly hash: string
}

/** What is wrong with the first entry that does not fit. */
type Fault = 'removed' | 'not_linked' | 'changed' | 'detail_changed' | 'beyond_end'

export interface Broken {
  readonly seq: number
  readonly fault: Fault
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** SHA-256 over the previous hash and what the entry says; "audit_hash" in the database does the same. */
const hashOf = (entry: StoredEntry) =>
  sha256(
    [
      ...[entry.previous, entry.workspaceId, entry.seq, entry.at.toISOString(), entry.kind],
      ...[entry.actorId ?? '-', entry.subjectId ?? '-', entry.via, entry.facts, entry.detailHash],
    ].join('\n'),
  )

/** The first of some entries, in their order, that does not follow from the place before them; null where all do. */
export function firstBroken(entries: readonly StoredEntry[], before: Place): Broken | null {
  let { seq, hash } = before
  for (const entry of entries) {
    if (entry.seq !== seq + 1) return { seq: seq + 1, fault: 'removed' }
    seq = entry.seq
    if (entry.previous !== hash) return { seq, fault: 'not_linked' }
    if (hashOf(entry) !== entry.hash) return { seq, fault: 'changed' }
    const { salt, data } = entry
    if (salt !== null && data !== null && sha256(`${salt}\n${data}`) !== entry.detailHash)
      return { seq, fault: 'detail_changed' }
    hash = entry.hash
  }
  return null
}
