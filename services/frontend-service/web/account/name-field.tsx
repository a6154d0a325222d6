import { type FormEvent, useId, useState } from 'react'
import { m } from '../messages.ts'
import { FieldNote, inputClass } from '../ui/field.tsx'

const NAME_MAX = 80

interface Props {
  name: string
  onChange: (name: string) => void
}

/** The own name; saved by Enter and when the field is left. */
export function NameField({ name, onChange }: Props) {
  const id = useId()
  const [error, setError] = useState<string>()
  const [draft, setDraft] = useState<string>()
  const save = () => {
    if (draft === undefined) return
    const next = draft.normalize('NFC').trim()
    const length = [...next].length
    if (length === 0) return setError(m.errors.required)
    if (length > NAME_MAX) return setError(m.errors.tooLong(NAME_MAX))
    setError(undefined)
    setDraft(undefined)
    if (next !== name) onChange(next)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save()
  }
  return (
    <form
      onSubmit={submit}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 min-h-14 px-3.5 py-2.5"
    >
      <label htmlFor={id} className="font-medium">
        {m.settings.name}
      </label>
      <span className="grid gap-1 w-60">
        <input
          id={id}
          name="name"
          value={draft ?? name}
          onChange={({ target }) => setDraft(target.value)}
          autoComplete="name"
          aria-invalid={error ? true : undefined}
          aria-describedby={error && `${id}-note`}
          onBlur={save}
          className={`${inputClass} h-(--control)`}
        />
        <FieldNote id={`${id}-note`} error={error} />
      </span>
    </form>
  )
}
