import { createContext, use, useSyncExternalStore } from 'react'
import type { LiveState } from '../live-stream.ts'

/** How well the screen follows what others do. */
export const LiveStateContext = createContext<LiveState>('connecting')

/** Without a network nothing is live, whatever was heard last. */
export function useLiveState(): LiveState {
  const state = use(LiveStateContext)
  return useIsOnline() || state !== 'live' ? state : 'reconnecting'
}

/** Whether the browser has a network. */
export const useIsOnline = () => useSyncExternalStore(subscribe, () => navigator.onLine)

function subscribe(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
