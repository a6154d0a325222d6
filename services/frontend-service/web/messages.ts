import { useSyncExternalStore } from 'react'
import { ko, type Messages } from './messages/ko.ts'

export type Language = 'ko' | 'en'

/** The catalogue of the language in use, read while rendering. */
export let m: Messages = ko
export let language: Language = 'ko'

const listeners = new Set<() => void>()

/** Fetches a language and shows it everywhere. */
export async function setLanguage(next: Language) {
  m = next === 'ko' ? ko : (await import('./messages/en.ts')).en
  language = next
  document.documentElement.lang = next
  for (const listener of listeners) listener()
}

/** Renders its caller again when the language changes. */
export const useLanguage = () => useSyncExternalStore(subscribe, () => language)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
