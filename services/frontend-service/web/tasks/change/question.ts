import { useSyncExternalStore } from 'react'

/** Something that waits for somebody's decision: asked from anywhere, answered by the dialog that shows it. Undefined takes it
 *  away. */
export function question<Asked>() {
  let asked: Asked | undefined
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    ask: (next: Asked | undefined) => {
      asked = next
      for (const listener of listeners) listener()
    },
    useAsked: () => useSyncExternalStore(subscribe, () => asked),
  }
}
