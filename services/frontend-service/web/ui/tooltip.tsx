import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Kbd } from './kbd.tsx'

interface Props {
  text: string
  /** Key that does the same as what the tooltip names. */
  hint?: string
  children: ReactNode
}

const WAIT_MS = 400
/** To its control and to the edges of the window. */
const GAP = 6

/** A name under whatever it wraps, after 400 ms of hovering or at once on keyboard focus; Esc hides it. */
export function Tooltip({ text, hint, children }: Props) {
  const box = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tip = useRef<HTMLSpanElement>(null)
  const [isOpen, setOpen] = useState(false)

  const show = () => setOpen(true)
  const hide = () => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  useLayoutEffect(() => {
    const at = box.current?.getBoundingClientRect()
    if (!isOpen || !at || !tip.current) return
    const { offsetWidth: width, offsetHeight: height, style } = tip.current
    const isLow = at.bottom + height + GAP * 2 > window.innerHeight
    const right = window.innerWidth - width - GAP
    style.left = `${Math.max(Math.min(at.left + (at.width - width) / 2, right), GAP)}px`
    style.top = `${isLow ? at.top - height - GAP : at.bottom + GAP}px`
  })
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
      {isOpen && (
        <span
          ref={tip}
          role="tooltip"
          className="fixed z-(--z-tip) pointer-events-none inline-flex items-center gap-2 w-max max-w-80 min-h-7 py-1 pl-2.5 pr-2 rounded-sm bg-ink text-surface text-12 font-medium text-left shadow-2"
        >
          {text}
          {hint && <Kbd keys={hint} isInverse />}
        </span>
      )}
    </span>
  )
}
