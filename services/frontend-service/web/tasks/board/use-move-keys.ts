import { useEffect } from 'react'
import { type Direction, directionOf } from '../cache/board-model.ts'

interface MoveMode {
  readonly isOn: boolean
  /** `isFar` with Shift. */
  readonly step: (direction: Direction, isFar: boolean) => void
  readonly finish: (isKept: boolean) => void
}

/** The keys of move mode: arrows, Enter and Escape are taken before anything else on the page sees them. */
export function useMoveKeys({ isOn, step, finish }: MoveMode) {
  useEffect(() => {
    if (!isOn) return
    const onKeyDown = (event: KeyboardEvent) => {
      const direction = directionOf(event.key)
      if (direction) step(direction, event.shiftKey)
      else if (event.key === 'Enter') finish(true)
      else if (event.key === 'Escape') finish(false)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  })
}
