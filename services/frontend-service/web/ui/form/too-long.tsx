import { CircleAlert } from 'lucide-react'
import { m } from '../../messages.ts'

/** Characters as the servers count them. */
const lengthOf = (text: string) => [...text.normalize('NFC').trim()].length

export const isTooLong = (text: string, limit: number) =>
  // Counting each character of a long text is only needed near the limit.
  text.length > limit && lengthOf(text) > limit

/** How much of a text is too much; nothing while it fits. */
export function TooLong({ text, limit, id }: { text: string; limit: number; id?: string }) {
  if (!isTooLong(text, limit)) return null
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-12 text-danger-ink nums">
      <CircleAlert className="size-3.5! mt-px" aria-hidden />
      {m.errors.tooMuch(lengthOf(text), limit)}
    </p>
  )
}
