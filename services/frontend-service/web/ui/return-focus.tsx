import { type RefObject, useEffect, useState } from 'react'
import { isWriting } from '../keys/keys.ts'

/** Gives the focus back when the layer that it stands in closes: before the key press that closed it is over, so that the
 *  next one is not lost. A field in which nobody wrote before does not get it, but what it is part of: the next key is not
 *  its text. Whatever took the focus meanwhile (a field that was clicked, another dialog) keeps it. A child of
 *  Radix's content, whose own way comes a moment later: by then the layer no longer holds the focus. */
export function ReturnFocus({ to }: { to: RefObject<Element | null> }) {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const isField = to.current !== before && isWriting(to.current)
      const back = isField ? to.current?.closest('aside, main') : to.current
      if (back instanceof HTMLElement && back.isConnected) back.focus()
    },
    [to, before],
  )
  return null
}
