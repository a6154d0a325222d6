import { useSyncExternalStore } from 'react'
import type { TaskRow } from '../task.ts'

/** A task with open parts that somebody completes, waiting for a decision. */
export interface Completing {
  task: TaskRow
  open: number
  onlyThis: () => void
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
