import clsx from 'clsx'
import { m } from '../messages.ts'
import { useLiveState } from './live-state.ts'

const dots = {
  live: 'bg-success',
  connecting: 'bg-ink-off',
  reconnecting: 'bg-warning',
  stale: 'bg-ink-off',
}

/** Whether what is on screen follows what others do. */
export function LiveDot() {
  const state = useLiveState()
  const words = {
    live: m.shell.live,
    connecting: m.shell.connecting,
    reconnecting: m.shell.reconnecting,
    stale: m.shell.stale,
  }
  return (
    <span
      data-live={state}
      className="inline-flex items-center gap-1.5 px-1.5 text-12 text-ink-3 whitespace-nowrap"
    >
      <i aria-hidden className={clsx('size-1.5 rounded-full', dots[state])} />
      <span className="max-md:sr-only">{words[state]}</span>
    </span>
  )
}
