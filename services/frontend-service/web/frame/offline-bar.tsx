import { useSyncExternalStore } from 'react'
import { m } from '../messages.ts'

/** Says that there is no network, above the content, while there is none. */
export function OfflineBar() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return isOnline ? null : (
    <p role="status" className="px-5 py-2 bg-warning-soft text-warning-ink text-12 font-medium">
      {m.shell.offline}
    </p>
  )
}

function subscribe(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
