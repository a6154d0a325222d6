import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { m } from '../../messages.ts'
import { FieldNote, inputClass } from './field.tsx'
import { isTooLong, TooLong } from './too-long.tsx'

interface Props {
  /** Accessible name. */
  label: string
  value: string
  /** Characters there is room for. */
  limit: number
  onSave: (value: string) => void
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
  // What stood there at the first letter: typed back to it, nothing is saved over what others wrote meanwhile.
  const [from, setFrom] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const isCancelled = useRef(false)
  const isLong = isTooLong(draft ?? '', limit)

  const finish = () => {
    const next = (draft ?? value).normalize('NFC').trim()
    const isKept = !isCancelled.current
    isCancelled.current = false
    if (isKept && isTooLong(next, limit)) return
    setEmpty(isKept && next === '')
    if (isKept && next === '') return
    setDraft(undefined)
    if (isKept && draft !== undefined && next !== value && next !== from) onSave(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    isCancelled.current = event.key === 'Escape'
    finish()
  }
  return (
    <span className="grid gap-1 w-full min-w-0">
      <input
        {...rest}
        aria-label={label}
        value={draft ?? value}
        disabled={isDisabled}
        aria-invalid={isEmpty || isLong || undefined}
        aria-describedby={isEmpty || isLong ? note : undefined}
        onChange={({ target }) => {
          setEmpty(false)
          if (draft === undefined) setFrom(value)
          setDraft(target.value)
        }}
        onBlur={finish}
        onKeyDown={onKeyDown}
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
