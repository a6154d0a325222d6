import { useCallback, useRef, useState } from 'react'

/** How far beyond the view a part is ready. */
const NEAR_PX = 600

/** What scrolls around the rows of a list or table. */
export const scrollerOf = (element: Element | null) =>
  element?.closest<HTMLElement>('[data-scroll-restoration-id]') ?? null

interface Part {
  /** What scrolls around it. */
  readonly scroller: (element: HTMLElement) => HTMLElement | null
  /** Items one below the other, and how high each is about. */
  readonly items: number
  readonly itemPx: number
}

/** Whether a part of a list or board is near the view, and how high it is while it is not drawn. What is held or has the
 *  focus stays. */
export function useNear({ scroller, items, itemPx }: Part) {
  const [isNear, setNear] = useState<boolean>()
  const drawn = useRef({ items: -1, px: 0 })
  const latest = useRef(items)
  latest.current = items
  const place = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      const look = ([entry]: IntersectionObserverEntry[]) => {
        if (!entry) return
        if (entry.isIntersecting) return setNear(true)
        if (element.contains(document.activeElement)) return
        if (element.querySelector('[data-lifted]')) return
        if (!element.querySelector('[data-index]')) return setNear((known) => known ?? false)
        drawn.current = { items: latest.current, px: element.offsetHeight }
        setNear(false)
      }
      const watch = new IntersectionObserver(look, {
        ...{ root: scroller(element), rootMargin: `${NEAR_PX}px 0px` },
      })
      watch.observe(element)
      return () => watch.disconnect()
    },
    [scroller],
  )
  const isKnown = drawn.current.items === items
  return {
    place,
    isNear: isNear === true,
    /** Whether that is known: what is drawn then may be higher or lower than what stood for it. */
    isPlaced: isNear !== undefined,
    heightPx: isKnown ? drawn.current.px : items * itemPx,
  }
}
