import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

/** How a field that saves itself ends: kept by Enter and when it is left, given up by Esc. `leaves`: the keys go back to what
 *  it is part of, where what is written could be kept. */
export const finishKeys = (finish: (isKept: boolean) => void, leaves = false) => ({
  onBlur: () => finish(true),
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    const { currentTarget: field, key } = event
    flushSync(() => finish(key === 'Enter'))
    if (leaves && field.ariaInvalid !== 'true') field.closest<HTMLElement>('aside, main')?.focus()
  },
})
