import { m } from '../messages.ts'
import { useIsOnline } from './live-state.ts'

/** Says that there is no network, above the content, while there is none. */
export function OfflineBar() {
  const isOnline = useIsOnline()
  return isOnline ? null : (
    <p role="status" className="px-5 py-2 bg-warning-soft text-warning-ink text-12 font-medium">
      {m.shell.offline}
    </p>
  )
}
