import { useSyncExternalStore } from 'react'

let spoken = ''
const listeners = new Set<() => void>()

/** Says something to people who listen rather than look. */
export function announce(text: string) {
  // The same words twice are only spoken twice when the text differs.
  spoken = spoken === text ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

/** The one polite voice of the app. */
export const Announcer = () => (
  <div aria-live="polite" className="sr-only" data-testid="announcer">
    {useSyncExternalStore(subscribe, () => spoken)}
  </div>
)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
