import { useLocation } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'

/** Entry of the browser's history → task whose row had the focus there last. */
const leftRows = new Map<string, string>()

/** Gives the focus back to a row or card: after a move has made a new element of it, until the pointer goes elsewhere,
 *  and when somebody comes back to the page where they left it. */
export function useKeptFocus() {
  const entry = useLocation({ select: ({ state }) => state.__TSR_key ?? '' })
  const kept = useRef(leftRows.get(entry))
  useEffect(() => focusSoon(kept.current))
  useEffect(() => {
    const forget = () => {
      kept.current = undefined
    }
    const remember = ({ target }: FocusEvent) => {
      const key = target instanceof HTMLElement ? target.dataset.task : undefined
      if (key) leftRows.set(entry, key)
    }
    window.addEventListener('pointerdown', forget)
    window.addEventListener('focusin', remember)
    return () => {
      window.removeEventListener('pointerdown', forget)
      window.removeEventListener('focusin', remember)
    }
  }, [entry])
  return useMemo(
    () => ({
      keepFocus: (key: string) => {
        kept.current = key
      },
      /** Its key: the row has to be in the page to be focused. */
      kept: () => kept.current,
    }),
    [],
  )
}

/** The row or card of a task where it can be seen. */
export const rowOf = (key: string) =>
  [...document.querySelectorAll<HTMLElement>(`#main a[data-task="${key}"]`)].find(
    (link) => link.offsetParent !== null,
  )

const FRAMES_MAX = 60

/** Focuses a row once it is in the page, unless something else has the focus by then. Returns how to stop waiting. */
function focusSoon(key: string | undefined) {
  let frame = 0
  const look = (left: number) => {
    const { activeElement } = document
    const isFree = activeElement === document.body || activeElement?.matches('#main h1')
    if (!key || !isFree) return
    const row = rowOf(key)
    if (row) row.focus()
    // A board draws its cards a moment after its columns.
    else if (left > 0) frame = requestAnimationFrame(() => look(left - 1))
  }
  look(FRAMES_MAX)
  return () => cancelAnimationFrame(frame)
}
