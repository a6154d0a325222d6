import { type ReactNode, useRef, useState } from 'react'
import type { Day } from '../../dates.ts'
import { DayMenu } from './day-menu.tsx'
import type { DayLimit, Picked } from './due-time.ts'

interface Props {
  /** What the day is. */
  label: string
  clear: string
  day: Day | null
  timeLabel: string
  clock: string | null
  limit: DayLimit | undefined
  icon: ReactNode
  className: string
  onPick: (picked: Picked) => void
  children: ReactNode
}

/** A day of a task, and the calendar that changes it. */
export function DayPicker({ day, clock, limit, onPick, ...shown }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const pick = (next: Picked) => {
    setOpen(false)
    if (next.day !== day || next.clock !== undefined) onPick(next)
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className={shown.className}
      >
        {shown.icon}
        {day && <span className="sr-only">{shown.label}</span>}
        {shown.children}
      </button>
      {isOpen && (
        <DayMenu
          {...{ anchor, day, clock, limit }}
          {...{ label: shown.label, clear: shown.clear, timeLabel: shown.timeLabel }}
          onPick={pick}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
