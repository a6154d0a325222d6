import { type FocusEvent, type PointerEvent, Suspense, useEffect, useRef, useState } from 'react'
import { lazily } from '../../ui/lazily.ts'

const ReferenceCard = lazily(async () => (await import('./reference-card.tsx')).ReferenceCard)

/** How long the pointer or the focus rests on a reference before its card comes. */
const REST_MS = 300
/** Long enough for the pointer to get into the card. */
const LEAVE_MS = 200

/** Shows what a task or a person is while the pointer or the keyboard focus rests on a reference to them: on an element
 *  with `data-ref`, a key, `@name`, `user:id` or `team:id`, within the one that gets `handlers`. `card` belongs into that one too. Not on touch. */
export function useHoverCard() {
  const [shown, setShown] = useState<HTMLElement>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  /** The shown one, or the one to be shown soon. */
  const wanted = useRef<HTMLElement>(undefined)
  const show = (next: HTMLElement | undefined) => {
    clearTimeout(timer.current)
    wanted.current = next
    if (next !== shown) timer.current = setTimeout(() => setShown(next), next ? REST_MS : LEAVE_MS)
  }
  /** The pointer goes elsewhere; the focus may be where it was. */
  const leave = () => wanted.current?.matches(':focus-visible') || show(undefined)
  const handlers = {
    onPointerOver: ({ target, pointerType }: PointerEvent) => {
      if (pointerType === 'touch' || !(target instanceof Element)) return
      // The card lies in the page's body, but in React's tree in here.
      const isInCard = target.closest('[role=tooltip]') !== null
      const next = isInCard ? shown : target.closest<HTMLElement>('[data-ref]')
      if (next) show(next)
      else leave()
    },
    onPointerLeave: leave,
    onFocus: ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.matches('[data-ref]:focus-visible')) show(target)
    },
    onBlur: () => show(undefined),
  }
  const card = shown && (
    <Suspense>
      <ReferenceCard key={shown.dataset.ref} to={shown} onClose={() => setShown(undefined)} />
    </Suspense>
  )
  return { handlers, card }
}
