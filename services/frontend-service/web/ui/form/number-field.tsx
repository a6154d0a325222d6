import { useId, useState } from 'react'
import { FieldNote, inputClass } from './field.tsx'
import { finishKeys } from './finish-keys.ts'

interface Props {
  /** Accessible name. */
  label: string
  value: number | null
  /** The number that a text means, undefined for one that means none. */
  read: (text: string) => number | undefined
  /** What can be written, in a sentence. */
  range: string
  placeholder?: string
  isDisabled?: boolean
  className?: string
  /** Enter and Esc leave it, too. */
  leaves?: boolean
  onSave: (value: number | null) => void
}

/** A number that is saved by Enter and when it is left, none where it is empty; Esc takes it back. What cannot be saved
 *  stays, with the reason. */
export function NumberField({
  label,
  value,
  read,
  range,
  isDisabled,
  leaves,
  onSave,
  ...look
}: Props) {
  const note = useId()
  const [draft, setDraft] = useState<string>()
  const written = (draft ?? String(value ?? '')).normalize('NFKC').trim()
  const number = written === '' ? null : read(written)

  const finish = (isKept: boolean) => {
    if (isKept && number === undefined) return
    setDraft(undefined)
    if (isKept && draft !== undefined && number !== undefined && number !== value) onSave(number)
  }
  return (
    <span className="grid gap-1">
      <input
        inputMode="decimal"
        aria-label={label}
        placeholder={look.placeholder}
        value={draft ?? value ?? ''}
        disabled={isDisabled}
        aria-invalid={number === undefined || undefined}
        aria-describedby={number === undefined ? note : undefined}
        onChange={({ target }) => setDraft(target.value)}
        {...finishKeys(finish, leaves)}
        className={look.className ?? inputClass}
      />
      <FieldNote id={note} error={number === undefined ? range : undefined} />
    </span>
  )
}
