import clsx from 'clsx'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useToday } from '../../account/time.tsx'
import { type Day, dayNumber, dayOf, exactDay } from '../../dates.ts'
import { isLetter } from '../../keys/keys.ts'
import { language, m } from '../../messages.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FieldNote } from '../../ui/form/field.tsx'
import { Popover } from '../../ui/popover.tsx'
import { DayField, faultOf } from './day-field.tsx'
import type { DayLimit, Picked } from './due-time.ts'
import { planWords } from './plan-words.ts'
import { TimeField } from './time-field.tsx'
import { useDayReader } from './use-day-reader.ts'

interface Props {
  anchor: RefObject<HTMLElement | null>
  back?: RefObject<Element | null>
  /** What the day is, how to take it away, and what its time is; the due date unless said otherwise. */
  label?: string
  clear?: string
  timeLabel?: string
  day: Day | null
  /** The time of the day, null where it has none yet. */
  clock: string | null
  /** Of many tasks: some may have a day, and a time comes only with a day that is chosen for all. */
  isMany?: boolean
  limit?: DayLimit
  onPick: (picked: Picked) => void
  onClose: () => void
}

const WEEK = 7
const steps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -WEEK,
  ArrowDown: WEEK,
}

/** A day as text, near days as words, and a month of days through which arrows walk; what is typed over them is the
 *  text. The time stands below. */
export function DayMenu({
  anchor,
  back,
  day,
  clock,
  isMany,
  limit,
  onPick,
  onClose,
  ...words
}: Props) {
  const now = useToday()
  const [at, setAt] = useState(day ?? now)
  const reader = useDayReader()
  const written = useRef<string | null>(undefined)
  const [fault, setFault] = useState<string>()
  const take = (picked: Picked) => {
    const found = faultOf(reader, limit, picked)
    if (found) setFault(found)
    else onPick(picked)
  }
  const pick = (day: Day, clock = written.current) => take({ day, clock })
  const grid = useRef<HTMLTableElement>(null)
  const text = useRef<HTMLInputElement>(null)
  const first = dayNumber(`${at.slice(0, 7)}-01`)
  const start = first - mondayBased(first)
  const days = Array.from({ length: 6 * WEEK }, (_, index) => dayOf(start + index))

  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) grid.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus()
    isFirst.current = false
  }, [at])

  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    setAt(dayOf(dayNumber(at) + step))
  }
  const toDays = () => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  const isOut = (each: Day) => limit?.isDayOut(each) ?? false
  const out = new Set(days.filter(isOut))
  const turn = (by: number) => setAt(dayOf(by < 0 ? first - 1 : first + 31))

  const quick = [
    [m.dates.today, now],
    [m.dates.tomorrow, dayOf(dayNumber(now) + 1)],
    [m.tasks.nextMonday, nextMonday(now)],
  ] as const

  return (
    <Popover anchor={anchor} back={back} label={words.label ?? m.tasks.due} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears what is typed over the days */}
      <div
        className="w-68 p-2"
        onKeyDown={(event) => isLetter(event) && isOverDays(event) && text.current?.focus()}
      >
        <DayField
          ref={text}
          label={words.label ?? m.tasks.due}
          dayOfTime={day ?? (isMany ? null : now)}
          {...{ reader, limit }}
          onPick={pick}
          onLeave={toDays}
        />
        <div className="grid">
          {quick
            .filter(([, each]) => !isOut(each))
            .map(([text, each]) => (
              <Quick key={text} text={text} day={each} onPick={pick} />
            ))}
        </div>
        <div className="flex items-center justify-between pl-2 mt-1 border-t border-line pt-1">
          <span aria-live="polite" className="font-strong">
            {new Intl.DateTimeFormat(language, {
              year: 'numeric',
              month: 'long',
              timeZone: 'UTC',
            }).format(new Date(dayNumber(at) * 86_400_000))}
          </span>
          <span>
            <IconButton label={m.tasks.previousMonth} onClick={() => turn(-1)}>
              <ChevronLeft aria-hidden />
            </IconButton>
            <IconButton label={m.tasks.nextMonth} onClick={() => turn(1)}>
              <ChevronRight aria-hidden />
            </IconButton>
          </span>
        </div>
        <table ref={grid} className="w-full table-fixed text-12 nums" onKeyDown={walk}>
          <thead>
            <tr>
              {days.slice(0, WEEK).map((each) => (
                <th key={each} scope="col" className="h-6 font-text text-ink-3">
                  {weekday(each)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[0, 1, 2, 3, 4, 5].map((week) => (
              <tr key={week}>
                {days.slice(week * WEEK, (week + 1) * WEEK).map((each) => (
                  <td key={each} className="p-px">
                    <button
                      type="button"
                      data-day={each}
                      data-first={each === at || undefined}
                      tabIndex={each === at ? 0 : -1}
                      aria-label={exactDay(each)}
                      aria-pressed={each === day}
                      aria-disabled={out.has(each) || undefined}
                      onClick={() => out.has(each) || pick(each)}
                      className={clsx(
                        'grid place-items-center w-full h-6.5 rounded-sm',
                        each === day
                          ? 'bg-accent text-on-accent font-strong'
                          : !out.has(each) && 'hover:bg-hover',
                        each === now && 'shadow-[inset_0_0_0_1.5px_var(--accent-line)]',
                        each.slice(0, 7) !== at.slice(0, 7) && each !== day && 'text-ink-3',
                        out.has(each) && 'text-ink-off line-through cursor-not-allowed',
                      )}
                    >
                      {Number(each.slice(8))}
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <TimeField
          {...{ clock, reader, written }}
          label={words.timeLabel ?? planWords().dueTime}
          onPick={(clock) => (isMany ? toDays() : take({ day: day ?? at, clock }))}
        />
        <div aria-live="polite" className="empty:hidden">
          {fault && <FieldNote error={fault} />}
        </div>
        {(day || isMany) && (
          <Button className="w-full mt-1" onClick={() => onPick({ day: null })}>
            {words.clear ?? m.tasks.clearDue}
          </Button>
        )}
      </div>
    </Popover>
  )
}

const isOverDays = ({ target }: KeyboardEvent) => !(target instanceof HTMLInputElement)

function Quick({ text, day, onPick }: { text: string; day: Day; onPick: (day: Day) => void }) {
  return (
    <button
      type="button"
      onClick={() => onPick(day)}
      className="flex justify-between h-7.5 items-center px-2 rounded-[5px] hover:bg-selected"
    >
      {text}
      <span className="text-12 text-ink-3">{weekday(day)}</span>
    </button>
  )
}

const mondayBased = (number: number) => (number + 3) % WEEK
const nextMonday = (day: Day) => dayOf(dayNumber(day) + WEEK - mondayBased(dayNumber(day)))
const weekday = (day: Day) =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(dayNumber(day) * 86_400_000),
  )
