import { CornerDownLeft } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { type Day, exactDay } from '../../dates.ts'
import { FieldNote } from '../../ui/form/field.tsx'
import { clockWords, type DayLimit, type Picked } from './due-time.ts'
import { planWords } from './plan-words.ts'
import type { DayReader } from './use-day-reader.ts'

interface Props {
  ref: RefObject<HTMLInputElement | null>
  label: string
  reader: DayReader | undefined
  /** The day of a time that is written alone, null where a time needs a day. */
  dayOfTime: Day | null
  limit?: DayLimit
  onPick: (day: Day, clock?: string) => void
  /** On to the days below. */
  onLeave: () => void
}

/** A day as people write it, also with a time, and with what is understood of it; Enter takes it. What reads it comes with the menu: Enter waits
 *  for it. */
export function DayField({ ref, label, reader, dayOfTime, limit, onPick, onLeave }: Props) {
  const note = useId()
  const today = useToday()
  const { timeZone } = useMe()
  const [text, setText] = useState('')
  const [isWanted, setWanted] = useState(false)

  const found = reader?.whenIn(text, today, timeZone)
  const clock = found?.clock
  const day = found?.day ?? (clock && dayOfTime) ?? undefined
  const fault = day ? faultOf(reader, limit, { day, clock }) : reader?.dayWords().hint
  useEffect(() => {
    if (isWanted && day && !fault) onPick(day, clock)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !/^(Enter|ArrowDown)$/.test(event.key)) return
    event.preventDefault()
    if (event.key === 'ArrowDown') onLeave()
    else if (text.trim()) setWanted(true)
  }
  return (
    <div className="grid gap-1 pb-1.5">
      <input
        ref={ref}
        aria-label={label}
        aria-invalid={(isWanted && fault !== undefined) || undefined}
        aria-describedby={note}
        placeholder={label}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          setWanted(false)
        }}
        onKeyDown={onKeyDown}
        className="w-full min-w-0 h-8 px-2 rounded-[5px] bg-raised border border-line-control focus-visible:outline-offset-[-1px]"
      />
      <div id={note} aria-live="polite" className="px-2 empty:hidden">
        {day && !fault && (
          <button
            type="button"
            tabIndex={-1}
            onClick={() => onPick(day, clock)}
            className="flex items-center justify-between w-full h-7.5 -mx-2 px-2 box-content rounded-[5px] bg-selected"
          >
            {clock ? planWords().atTime(exactDay(day), clockWords(clock)) : exactDay(day)}
            <CornerDownLeft aria-hidden className="size-3.5! text-ink-3" />
          </button>
        )}
        {fault && (isWanted || day) && <FieldNote error={fault} />}
      </div>
    </div>
  )
}

/** Why a day or a time of it cannot be taken. */
export function faultOf(
  reader: DayReader | undefined,
  limit: DayLimit | undefined,
  picked: Picked,
) {
  if (!reader || !limit?.isOut(picked)) return undefined
  const { tooEarly, tooLate } = reader.dayWords()
  return (limit.isFirst ? tooEarly : tooLate)(limit.words(picked))
}
