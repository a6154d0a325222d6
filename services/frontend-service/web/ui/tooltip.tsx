import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Kbd } from './kbd.tsx'

interface Props {
  text: string
  /** Key that does the same as what the tooltip names. */
  hint?: string
  children: ReactNode
}

const WAIT_MS = 400

/** A name under whatever it wraps, after 400 ms of hovering or at once on keyboard focus; Esc hides it. */
export function Tooltip({ text, hint, children }: Props) {
  const id = useId()
  const box = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [place, setPlace] = useState<{ left: number; top: number }>()

  const show = () => {
    const at = box.current?.getBoundingClientRect()
    if (!at) return
    const isLow = at.bottom > window.innerHeight - 48
    const left = Math.min(Math.max(at.left + at.width / 2, 60), window.innerWidth - 60)
    setPlace({ left, top: isLow ? at.top - 34 : at.bottom + 6 })
  }
  const hide = () => {
    clearTimeout(timer.current)
    setPlace(undefined)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what happens to the control inside
    <span
      ref={box}
      className="inline-flex"
      onPointerEnter={({ pointerType }) => {
        if (pointerType === 'mouse') timer.current = setTimeout(show, WAIT_MS)
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={({ target }) => target.matches(':focus-visible') && show()}
      onBlur={hide}
      onKeyDown={({ key }) => key === 'Escape' && hide()}
    >
      {children}
      {place && (
        <span
          id={id}
          role="tooltip"
          style={place}
          className="fixed z-(--z-tip) -translate-x-1/2 pointer-events-none inline-flex items-center gap-2 h-7 pl-2.5 pr-2 rounded-sm bg-ink text-surface text-12 font-medium whitespace-nowrap shadow-2"
        >
          {text}
          {hint && <Kbd keys={hint} isInverse />}
        </span>
      )}
    </span>
  )
}
