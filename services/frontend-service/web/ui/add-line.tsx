import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from './button.tsx'
import { inputClass } from './form/field.tsx'
import { isTooLong, TooLong } from './form/too-long.tsx'

interface Props {
  /** Accessible name and placeholder of the field. */
  label: string
  /** Word on the button. */
  action: string
  limit: number
  isBusy?: boolean
  /** It was just asked for. */
  hasFocus?: boolean
  /** Resolves to whether it was added; what was not stays in the field. */
  onAdd: (name: string) => Promise<boolean>
}

/** A name and a button: adds one more of something and stays for the next. */
export function AddLine({ label, action, limit, isBusy, hasFocus, onAdd }: Props) {
  const [text, setText] = useState('')
  const isLong = isTooLong(text, limit)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const name = text.normalize('NFC').trim()
    if (name && !isLong && (await onAdd(name))) setText('')
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-1 px-3.5 py-2">
      <span className="flex gap-2">
        <input
          aria-label={label}
          // biome-ignore lint/a11y/noAutofocus: only where it was just asked for
          autoFocus={hasFocus}
          placeholder={label}
          value={text}
          aria-invalid={isLong || undefined}
          onChange={({ target }) => setText(target.value)}
          className={`${inputClass} h-(--control) min-w-0 flex-1`}
        />
        <Button type="submit" kind="line" isBusy={isBusy} disabled={!text.trim() || isLong}>
          {!isBusy && <Plus aria-hidden />}
          {action}
        </Button>
      </span>
      <TooLong text={text} limit={limit} />
    </form>
  )
}
