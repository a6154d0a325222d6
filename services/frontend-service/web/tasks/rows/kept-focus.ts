import { useEffect, useMemo, useRef } from 'react'

/** Gives the focus back to a card whenever a move has made a new element of it, until the pointer goes elsewhere. */
export function useKeptFocus() {
  const kept = useRef<string>(undefined)
  useEffect(() => {
    if (kept.current && document.activeElement === document.body)
      document.querySelector<HTMLElement>(`#main a[data-task="${kept.current}"]`)?.focus()
  })
  useEffect(() => {
    const forget = () => {
      kept.current = undefined
    }
    window.addEventListener('pointerdown', forget)
    return () => window.removeEventListener('pointerdown', forget)
  }, [])
  return useMemo(
    () => ({
      keepFocus: (key: string) => {
        kept.current = key
      },
      /** Its key: the card has to be in the page to be focused. */
      kept: () => kept.current,
    }),
    [],
  )
}
