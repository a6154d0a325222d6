import { useSyncExternalStore } from 'react'
import { ko, type Messages } from './messages/ko.ts'

export type Language = 'ko' | 'en'

/** The catalogue of the language in use, read while rendering. */
export let m: Messages = ko
export let language: Language = 'ko'

/** Words that come with a part of the app rather than with the first screen; read while rendering, as `m` is. */
export const inLanguage =
  <Words>(words: Record<Language, Words>) =>
  () =>
    words[language]

const listeners = new Set<() => void>()
/** How often a word was changed in the sources while the page was open. */
let edits = 0

/** The language that was asked for last: that of the browser, then that of who is signed in. */
let wanted: Language | undefined

/** Fetches a language and shows it everywhere, unless another was asked for meanwhile. */
export async function setLanguage(next: Language) {
  wanted = next
  const words = next === 'ko' ? ko : (await import('./messages/en.ts')).en
  if (wanted !== next) return
  m = words
  language = next
  document.documentElement.lang = next
  tell()
}

function tell() {
  for (const listener of listeners) listener()
}

/** Renders its caller again when the language changes, or in development a word; a key for what words are in. */
export const useLanguage = () => useSyncExternalStore(subscribe, () => `${language} ${edits}`)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

// Without this a changed word would run the whole app a second time in the same page.
if (import.meta.hot)
  import.meta.hot.accept(['./messages/ko.ts', './messages/en.ts'], ([korean, english]) => {
    const edited = language === 'ko' ? korean?.ko : english?.en
    if (!edited) return
    m = edited
    edits += 1
    tell()
  })
