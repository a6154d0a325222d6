import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { WIP_LIMIT_MAX } from '../../../task-service/contract.ts'
import { FieldNote, inputClass } from '../ui/form/field.tsx'
import { workflowWords } from './workflow-words.ts'

interface Props {
  /** Of the status. */
  name: string
  value: number | null
  onSave: (limit: number | null) => void
}

/** How many tasks a status is meant to hold; empty for any number. Saved by Enter and when it is left, Esc takes it back. */
export function LimitField({ name, value, onSave }: Props) {
  const words = workflowWords()
  const note = useId()
  const [draft, setDraft] = useState<string>()
  const isCancelled = useRef(false)
  const limit = limitIn(draft ?? String(value ?? ''))

  const finish = () => {
    const isKept = !isCancelled.current
    isCancelled.current = false
    if (isKept && limit === undefined) return
    setDraft(undefined)
    if (isKept && draft !== undefined && limit !== undefined && limit !== value) onSave(limit)
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
    <span className="grid gap-1 justify-items-end flex-none">
      <label className="flex items-center gap-1.5 text-12 text-ink-3" title={words.limitHint}>
        {words.limit}
        <input
          inputMode="numeric"
          aria-label={words.limitOf(name)}
          placeholder="–"
          value={draft ?? value ?? ''}
          aria-invalid={limit === undefined || undefined}
          aria-describedby={limit === undefined ? note : undefined}
          onChange={({ target }) => setDraft(target.value)}
          onBlur={finish}
          onKeyDown={onKeyDown}
          className={`${inputClass} h-7 w-13! px-1.5! text-right nums`}
        />
      </label>
      <FieldNote
        id={note}
        error={limit === undefined ? words.limitRange(WIP_LIMIT_MAX) : undefined}
      />
    </span>
  )
}

/** Null for none, undefined for what is no limit. */
function limitIn(text: string) {
  const written = text.normalize('NFKC').trim()
  if (written === '') return null
  const limit = /^\d{1,4}$/.test(written) ? Number(written) : 0
  return limit >= 1 && limit <= WIP_LIMIT_MAX ? limit : undefined
}
