import { useSyncExternalStore } from 'react'
import { ask } from '../../confirm-identity.ts'
import { factsOf } from '../../failures.ts'
import { endSession } from '../../query-client.ts'
import { saveFile } from '../../ui/save-file.ts'
import { downloadBytes } from './download-bytes.ts'

type Export =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly bytes: number; readonly cancel: () => void }
  | { readonly state: 'done'; readonly bytes: number }
  | { readonly state: 'failed'; readonly error: unknown }

// Of the page, not of a screen: whoever looks at something else meanwhile gets it all the same.
let current: Export = { state: 'none' }
const listeners = new Set<() => void>()

function set(next: Export) {
  current = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useExport = () => useSyncExternalStore(subscribe, () => current)

/** Takes all that is kept about this person, and saves it once it is whole. */
export async function startExport() {
  if (current.state === 'running') return
  const stop = new AbortController()
  const cancel = () => stop.abort()
  const { signal } = stop
  const onReceived = (bytes: number) => {
    if (!signal.aborted) set({ state: 'running', bytes, cancel })
  }
  onReceived(0)
  try {
    const zip = await withProof(() => downloadBytes('/my-data', { signal, onReceived }))
    saveFile(`taskmate-${new Date().toISOString().slice(0, 10)}.zip`, zip)
    set({ state: 'done', bytes: zip.size })
  } catch (error) {
    if (factsOf(error).status === 401) endSession('/sign-in?ended=true')
    set(signal.aborted ? { state: 'none' } : { state: 'failed', error })
  }
}

/** As the client's calls are repeated once somebody has said again who they are. */
async function withProof<T>(attempt: () => Promise<T>) {
  try {
    return await attempt()
  } catch (error) {
    if (factsOf(error).reason !== 'REAUTH_REQUIRED') throw error
    const { isProved, failure = error } = await ask()
    if (isProved) return attempt()
    throw failure
  }
}
