import { useId, useState } from 'react'
import { m } from '../../messages.ts'
import { FieldNote, inputClass } from './field.tsx'
import { finishKeys } from './finish-keys.ts'
import { isTooLong, TooLong } from './too-long.tsx'

interface Props {
  /** Accessible name. */
  label: string
  value: string
  /** Characters there is room for. */
  limit: number
  /** What it returns is awaited: until then the field shows what was written, for whoever goes on writing. */
  onSave: (value: string) => unknown
  id?: string
  name?: string
  autoComplete?: string
  /** Looks like text until it is pointed at. */
  isPlain?: boolean
  isDisabled?: boolean
}

/** One line that is saved by Enter and when it is left; Esc takes it back. What cannot be saved stays, with the reason. */
export function SavedField({ label, value, limit, onSave, isPlain, isDisabled, ...rest }: Props) {
  const note = useId()
  const [draft, setDraft] = useState<string>()
  const [saving, setSaving] = useState<string>()
  const shown = saving ?? value
  // What stood there at the first letter: typed back to it, nothing is saved over what others wrote meanwhile.
  const [from, setFrom] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const isLong = isTooLong(draft ?? '', limit)

  const finish = (isKept: boolean) => {
    const next = (draft ?? shown).normalize('NFC').trim()
    if (isKept && isTooLong(next, limit)) return
    setEmpty(isKept && next === '')
    if (isKept && next === '') return
    setDraft(undefined)
    if (isKept && draft !== undefined && next !== shown && next !== from) void save(next)
  }
  const save = async (next: string) => {
    setSaving(next)
    // Why it failed is said where it was sent.
    await Promise.resolve(onSave(next)).catch(() => {})
    setSaving((latest) => (latest === next ? undefined : latest))
  }
  return (
    <span className="grid gap-1 w-full min-w-0">
      <input
        {...rest}
        aria-label={label}
        value={draft ?? shown}
        disabled={isDisabled}
        aria-invalid={isEmpty || isLong || undefined}
        aria-describedby={isEmpty || isLong ? note : undefined}
        onChange={({ target }) => {
          setEmpty(false)
          if (draft === undefined) setFrom(shown)
          setDraft(target.value)
        }}
        {...finishKeys(finish)}
        className={
          isPlain
            ? 'w-full h-(--control) -ml-2 px-2 rounded-sm bg-transparent font-medium hover:bg-hover focus-visible:bg-raised focus-visible:outline-offset-[-1px] disabled:hover:bg-transparent'
            : `${inputClass} h-(--control)`
        }
      />
      {isLong ? (
        <TooLong id={note} text={draft ?? ''} limit={limit} />
      ) : (
        <FieldNote id={note} error={isEmpty ? m.errors.required : undefined} />
      )}
    </span>
  )
}
