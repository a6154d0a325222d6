import { useEffect } from 'react'
import type { Span } from './phrase/part.ts'

/** Backspace right behind a part of the text takes back what was understood and leaves the word; the next one deletes
 *  letters, as everywhere. */
export function useTakeBackKey(
  field: HTMLTextAreaElement,
  parts: readonly Span[],
  onTakeBack: (word: string) => void,
) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, isComposing, ctrlKey, metaKey, altKey } = event
      if (key !== 'Backspace' || isComposing || ctrlKey || metaKey || altKey) return
      const { selectionStart, selectionEnd, value } = field
      const part = parts.find(({ end }) => end === selectionEnd)
      if (!part || selectionStart !== selectionEnd) return
      event.preventDefault()
      onTakeBack(value.slice(part.start, part.end))
    }
    field.addEventListener('keydown', onKeyDown)
    return () => field.removeEventListener('keydown', onKeyDown)
  })
}
