import { type RefObject, useEffect } from 'react'

/** Gives the focus back when the layer that it stands in closes: before the key press that closed it is over, so that the
 *  next one is not lost. Whatever took the focus meanwhile (a field that was clicked, another dialog) keeps it. A child of
 *  Radix's content, whose own way comes a moment later: by then the layer no longer holds the focus. */
export function ReturnFocus({ to }: { to: RefObject<Element | null> }) {
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      if (to.current instanceof HTMLElement && to.current.isConnected) to.current.focus()
    },
    [to],
  )
  return null
}
