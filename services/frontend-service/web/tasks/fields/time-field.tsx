import { Clock, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { FieldNote } from '../../ui/form/field.tsx'
import { planWords } from './plan-words.ts'
import type { DayReader } from './use-day-reader.ts'

interface Props {
  label: string
  /** `HH:MM`, or null for the day alone. */
  clock: string | null
  reader: DayReader | undefined
  /** What is written and not yet taken: it goes with the day that is chosen then. */
  written: RefObject<string | null | undefined>
  onPick: (clock: string | null) => void
}

/** The time of the day that is chosen, as people write it; Enter takes it, an empty one takes it away. */
export function TimeField({ label, clock, reader, written, onPick }: Props) {
  const words = planWords()
  const note = useId()
  // With all its figures: 1:30 is in the afternoon for whoever writes it.
  const known = clock ?? ''
  const [text, setText] = useState(known)
  const [isWanted, setWanted] = useState(false)
  const isNone = text.trim() === ''
  const found = isNone ? null : text === known ? clock : reader?.clockIn(text)
  const isWrong = isWanted && reader !== undefined && found === undefined
  useEffect(() => {
    written.current = text === known ? undefined : found
  })
  useEffect(() => {
    if (!isWanted || found === undefined) return
    setWanted(false)
    onPick(found)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter') return
    event.preventDefault()
    if (!isNone || clock) setWanted(true)
  }
  return (
    <div className="mt-1 border-t border-line pt-1.5">
      <span className="flex items-center gap-2 pl-2">
        <Clock aria-hidden className="size-3.5! text-ink-3" />
        <input
          aria-label={label}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? note : undefined}
          placeholder={words.addTime}
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            setWanted(false)
          }}
          onKeyDown={onKeyDown}
          className="flex-1 min-w-0 h-8 px-2 nums rounded-[5px] bg-raised border border-line-control focus-visible:outline-offset-[-1px]"
        />
        {clock && (
          <IconButton label={words.clearTime} onClick={() => onPick(null)}>
            <X aria-hidden />
          </IconButton>
        )}
      </span>
      {isWrong && <FieldNote id={note} error={words.timeHint} />}
    </div>
  )
}
