import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useOverlays } from '../../frame/overlays.ts'
import { useKeys } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import type { Waiting } from '../cache/deferred-changes.ts'
import { bringIn, watchView } from '../cache/pending-updates.ts'

interface Props {
  className?: string
  /** Tasks shown; the browser's own search only sees those near the view when there are many. */
  count: number
  /** What others did meanwhile. */
  waiting: Waiting
  /** The headings of its columns are at the top. */
  isBoard?: boolean
  children: ReactNode
}

const ALL_RENDERED = 50

/** Lists and boards keep still while the pointer or the focus is among them: what others bring waits behind a button. */
export function StableView({ className, count, waiting, isBoard, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { open } = useOverlays()
  useEffect(() => (box.current ? watchView(box.current) : undefined), [])
  useKeys({
    // Asked for again, in the palette, the key is the browser's.
    'mod+f': () => {
      if (count <= ALL_RENDERED || document.querySelector('[role=dialog]')) return false
      open({ kind: 'palette' })
      return true
    },
  })
  return (
    <div ref={box} className={className}>
      <Pill waiting={waiting} isLow={isBoard} />
      {children}
    </div>
  )
}

function Pill({ waiting, isLow = false }: { waiting: Waiting; isLow?: boolean }) {
  const { come, others } = waiting
  return (
    <div
      aria-live="polite"
      className={clsx(
        'z-(--z-bar) h-0 flex-none flex justify-center',
        isLow ? 'absolute inset-x-0 bottom-12' : 'sticky top-1.5',
      )}
    >
      {come + others > 0 && (
        <button
          type="button"
          onClick={bringIn}
          className="animate-appear top-layer flex items-center gap-1.5 h-6.5 px-3 rounded-full shadow-2 text-12 font-medium text-accent-ink nums whitespace-nowrap"
        >
          <ChevronDown aria-hidden className="size-3!" />
          {come > 0 ? m.tasks.waitingNew(come) : m.tasks.waitingMoved(others)}
        </button>
      )}
    </div>
  )
}
