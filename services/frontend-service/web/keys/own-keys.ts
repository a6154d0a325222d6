import { useSyncExternalStore } from 'react'
import type { Shortcuts } from '../../../user-service/contract.ts'

let choice: Shortcuts = { changed: {}, hasLetters: true }
/** Own key → usual one. */
let usual: ReadonlyMap<string, string> = new Map()
const listeners = new Set<() => void>()

/** What somebody has chosen holds from now on. */
export function setShortcuts(next: Shortcuts | undefined) {
  choice = next ?? { changed: {}, hasLetters: true }
  usual = new Map(Object.entries(choice.changed).flatMap(([key, own]) => (own ? [[own, key]] : [])))
  for (const listener of listeners) listener()
}

/** A letter or a sign by itself, or after another. */
export const isLetters = (keys: string) => /^(shift\+)?\S( \S)?$/.test(keys)

/** What the key press means in the code; undefined for what means nothing any more. */
export function usualKey(pressed: string) {
  if (!choice.hasLetters && isLetters(pressed)) return undefined
  return usual.get(pressed) ?? (pressed in choice.changed ? undefined : pressed)
}

/** The key that this person presses instead of the usual one; undefined where none does it. */
function ownKey(key: string) {
  const own = key in choice.changed ? choice.changed[key] : key
  return own && (choice.hasLetters || !isLetters(own)) ? own : undefined
}

/** The same while rendering. */
export const useOwnKey = (key: string) => useSyncExternalStore(subscribe, () => ownKey(key))

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
