import { useSyncExternalStore } from 'react'

/** Tasks with open parts that somebody completes, waiting for a decision. */
export interface Completing {
  /** Of the first one. */
  key: string
  count: number
  /** Open parts at all levels; of many tasks, at least one. */
  open: number
  onlyThese: () => void
  withSubtasks: () => void
}

let asked: Completing | undefined
const listeners = new Set<() => void>()

/** Asks whether open parts are completed too; undefined takes the question away. */
export function askAboutSubtasks(next: Completing | undefined) {
  asked = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useCompleting = () => useSyncExternalStore(subscribe, () => asked)
