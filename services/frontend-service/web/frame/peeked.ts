import { useRouterState, useSearch } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

/** A peek that was asked for in order to write in it, and the entry of the history that was on screen then. */
interface Asked {
  key: string
  entry: string | undefined
}

let asked: Asked | undefined
const listeners = new Set<() => void>()

/** Shows the peek of a task at once, with the focus where a comment is written: it stands before the key press that asked
 *  for it is over, so that whatever is typed next is its text. The address has to follow. */
export function peekToWrite(next: Asked) {
  asked = next
  flushSync(tellListeners)
}

function tellListeners() {
  for (const listener of listeners) listener()
}

/** Back may come before the router has followed the address to the peek: then it is at the entry that asked, and nothing
 *  changes there that would tell so. */
function forget() {
  asked = undefined
  tellListeners()
}

/** The task that is peeked at: the one the address names, unless another was asked for since it did. */
export function usePeeked() {
  const { peek } = useSearch({ strict: false })
  const entry = useRouterState({
    select: ({ resolvedLocation }) => resolvedLocation?.state.__TSR_key,
  })
  const latest = useSyncExternalStore(subscribe, () => asked)
  // Whoever comes back to that entry later has asked for nothing.
  useEffect(() => {
    if (asked?.entry !== entry) asked = undefined
  }, [entry])
  const isToWrite = latest !== undefined && latest.entry === entry
  return { peeked: isToWrite ? latest.key : peek, isToWrite }
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  addEventListener('popstate', forget)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', forget)
  }
}
