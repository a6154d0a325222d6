import type { KeyboardEvent } from 'react'

/** How a field that saves itself ends: kept by Enter and when it is left, given up by Esc. */
export const finishKeys = (finish: (isKept: boolean) => void) => ({
  onBlur: () => finish(true),
  onKeyDown: (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    finish(event.key === 'Enter')
  },
})
