import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { keep, kept, subscribeToKept } from './personal-storage.ts'

/** Text that is being written. What it changes may be changed by others meanwhile: `from` is what stood there when the
 *  first letter was typed, in which version. */
export interface Draft {
  text: string
  from?: string
  version?: number
  /** The same of a comment, which has no number: when it was last edited. */
  editedAt?: string | null
  /** Of a comment: for members alone. */
  isInternal?: boolean
  /** Words that are to stay text where words mean something. */
  plain?: readonly string[]
  /** Who is meant by a name that several have. */
  chosen?: Readonly<Record<string, string>>
  /** Whoever wrote it took themselves off it. */
  isNotMine?: boolean
  /** Of a text that came back unsent: to send it again unchanged is the same call, which may have arrived. */
  sent?: { text: string; projectId: string; key: string }
}

const placeOf = (name: string) => `draft ${name}`

/** Keeps a text in this browser until it is sent or given up. */
export const keepDraft = (name: string, draft: Draft | undefined) =>
  keep(placeOf(name), draft && JSON.stringify(draft))

export function readDraft(name: string) {
  return parsed(kept(placeOf(name)))
}

/** A draft and how to change it: the same in every view of it and in every tab. */
export function useDraft(name: string) {
  const raw = useSyncExternalStore(subscribeToKept, () => kept(placeOf(name)))
  const draft = useMemo(() => parsed(raw), [raw])
  const write = useCallback((next: Draft | undefined) => keepDraft(name, next), [name])
  return [draft, write] as const
}

function parsed(raw: string | undefined): Draft | undefined {
  if (!raw) return undefined
  try {
    const value: unknown = JSON.parse(raw)
    return isDraft(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
