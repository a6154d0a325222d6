import { CircleAlert } from 'lucide-react'
import { quickAddWords } from './quick-add-words.ts'
import type { Written } from './written.ts'

const MOST = 3

/** Names after `@` that stay text, and why. */
export function UnknownNames({ lines }: { lines: readonly Written[] }) {
  const words = quickAddWords()
  const notes = lines.flatMap(({ unknown, number }) =>
    unknown.map(({ name, isShared, start }) => {
      const note = isShared ? words.several(name) : words.nobody(name)
      return { start, note: lines.length > 1 ? words.atLine(number, note) : note }
    }),
  )
  return (
    <ul aria-live="polite" className="px-5 text-12 text-warning-ink">
      {notes.slice(0, MOST).map(({ start, note }) => (
        <li key={start} className="flex gap-1.5 pb-2">
          <CircleAlert aria-hidden className="size-3.5! mt-px" />
          {note}
        </li>
      ))}
    </ul>
  )
}
