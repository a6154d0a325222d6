import { Plus } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { inputClass } from './form/field.tsx'
import { isTooLong, TooLong } from './form/too-long.tsx'

interface Props {
  /** Accessible name and placeholder of the field. */
  label: string
  /** Word on the button. */
  action: string
  limit: number
  /** It was just asked for. */
  hasFocus?: boolean
  /** Resolves to whether it was added; what was not comes back into the field. */
  onAdd: (name: string) => Promise<boolean>
}

/** A name and a button: adds one more of something and stays for the next. */
export function AddLine({ label, action, limit, hasFocus, onAdd }: Props) {
  const [text, setText] = useState('')
  const isLong = isTooLong(text, limit)
  const before = useRef<Promise<unknown>>(Promise.resolve())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const name = text.normalize('NFC').trim()
    if (!name || isLong) return
    // The field is free for the next one at once; they are added in their order.
    setText('')
    const adding = before.current.then(() => onAdd(name))
    before.current = adding.then((isAdded) => {
      if (!isAdded) setText((since) => (since ? `${name} ${since}` : name))
    })
  }
  return (
    <form onSubmit={submit} className="grid gap-1 px-3.5 py-2">
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
        <Button type="submit" kind="line" disabled={!text.trim() || isLong}>
          <Plus aria-hidden />
          {action}
        </Button>
      </span>
      <TooLong text={text} limit={limit} />
    </form>
  )
}
