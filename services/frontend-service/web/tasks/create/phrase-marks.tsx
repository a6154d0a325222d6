import { useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { Part } from './phrase/part.ts'

interface Props {
  text: string
  /** In the order of the text. */
  parts: readonly Part[]
  field: HTMLTextAreaElement
  /** What lies under the field, as large as it. */
  under: Element
}

/** Marks what was understood, under the letters of the field: the same text at the same places, without ink. */
export function PhraseMarks({ text, parts, field, under }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const follow = () => {
      if (!box.current) return
      // Beside a scroll bar there is less room.
      box.current.style.width = `${field.clientWidth}px`
      box.current.style.transform = `translateY(${-field.scrollTop}px)`
    }
    follow()
    field.addEventListener('scroll', follow)
    const resized = new ResizeObserver(follow)
    resized.observe(field)
    return () => {
      field.removeEventListener('scroll', follow)
      resized.disconnect()
    }
  })
  let at = 0
  return createPortal(
    <div ref={box} className="px-5 pt-4.5 pb-1 leading-[34px] tracking-[-.01em]" style={layout}>
      {parts.map((part) => {
        const before = text.slice(at, part.start)
        at = part.end
        return (
          <span key={part.start}>
            {before}
            <mark style={part.kind === 'unknown' ? unresolved : understood}>
              {text.slice(part.start, part.end)}
            </mark>
          </span>
        )
      })}
      {text.slice(at)}
    </div>,
    under,
  )
}

// Styles by themselves: each class more would be in the first screen's.
const layout = { whiteSpace: 'pre-wrap', overflowWrap: 'break-word', color: 'transparent' } as const
const understood = {
  background: 'var(--accent-soft)',
  boxShadow: '0 0 0 2px var(--accent-soft)',
  borderRadius: '5px',
  color: 'inherit',
}
const unresolved = {
  background: 'none',
  textDecoration: 'underline dotted var(--warning) 2px',
  textUnderlineOffset: '5px',
  color: 'inherit',
}
