import { useSyncExternalStore } from 'react'
import { dayChosen, instantOf, timeIn, whenOf } from '../../../../task-service/tql/instant.ts'
import { everyMinute } from '../../clock.ts'
import { clock, type Day, dayAt, dayNumber, dayOf, exact, minuteOf, plainDay } from '../../dates.ts'
import { language, m } from '../../messages.ts'
import type { TaskRow } from '../task.ts'
import { planWords } from './plan-words.ts'

type DueOf = Pick<TaskRow, 'dueDate' | 'dueTime'>

/** When a task is due for whoever looks: an instant by their own clock, and a day that is the same everywhere. */
export interface When {
  readonly day: Day | null
  /** `HH:MM`; null where the day alone is meant. */
  readonly clock: string | null
}

export const instantIn = ({ dueDate, dueTime }: DueOf) =>
  dueDate && dueTime ? instantOf(dueDate, dueTime).toISOString() : undefined

export function dueFor(task: DueOf, timeZone: string): When {
  const instant = instantIn(task)
  return instant
    ? { day: dayAt(instant, timeZone), clock: minuteOf(instant, timeZone) }
    : { day: task.dueDate, clock: null }
}

/** The first day that can be chosen: from it on the day that is written is not before the start. */
export function dueFrom({ startDate, ...task }: DueOf & Pick<TaskRow, 'startDate'>, zone: string) {
  const { day } = dueFor(task, zone)
  if (!startDate || !task.dueDate || !day) return startDate
  return dayOf(dayNumber(startDate) + dayNumber(day) - dayNumber(task.dueDate))
}

/** Another day, and a time: none is said where it stays, and then the day goes on by the clock of its own zone. */
export interface Picked {
  readonly day: Day | null
  readonly clock?: string | null
}

/** What becomes of a task that is due otherwise; only what differs. */
export function dueFields(task: DueOf, picked: Picked, timeZone: string): Partial<DueOf> {
  const { dueDate, dueTime } = wanted(task, picked, timeZone)
  return {
    ...(dueDate !== task.dueDate && { dueDate }),
    ...(dueTime !== task.dueTime && { dueTime }),
  }
}

function wanted(task: DueOf, { day, clock }: Picked, timeZone: string): DueOf {
  if (day === null) return { dueDate: null, dueTime: null }
  const now = dueFor(task, timeZone)
  if (clock !== undefined && clock !== now.clock)
    return { dueDate: day, dueTime: clock && timeIn(clock, timeZone) }
  return { dueDate: dayChosen(whenOf(task, 'due'), day, timeZone), dueTime: task.dueTime }
}

const zoneOf = (dueTime: string) => dueTime.slice(6, -1)

/** The time as it was written, with the name of its zone, where clocks of whoever looks show another one. */
export function elsewhere(task: DueOf, timeZone: string) {
  const instant = instantIn(task)
  if (!instant || !task.dueTime) return undefined
  const zone = zoneOf(task.dueTime)
  if (exact(instant, zone) === exact(instant, timeZone)) return undefined
  const day = dayAt(instant, zone)
  const time = clock(instant, zone)
  const there = day === dayAt(instant, timeZone) ? time : planWords().atTime(plainDay(day), time)
  return `${there} (${zoneName(zone, instant)})`
}

/** A time in words, with its zone where that is not the reader's. */
export function timeWords(dueTime: string, timeZone: string) {
  const zone = zoneOf(dueTime)
  const time = clockWords(dueTime)
  return zone === timeZone ? time : `${time} (${zoneName(zone, new Date().toISOString())})`
}

/** `15:00` as people say it. */
export function clockWords(clock: string) {
  const [hour = 0, minute = 0] = clock.slice(0, 5).split(':').map(Number)
  return m.dates.clock(hour, minute)
}

const zoneNames = new Map<string, string>()

/** Found once: it costs as much as formatting some hundred dates. */
function zoneName(timeZone: string, instant: string) {
  const place = `${language} ${timeZone}`
  const known = zoneNames.get(place)
  if (known) return known
  const options = { timeZone, timeZoneName: 'shortGeneric' } as const
  const parts = new Intl.DateTimeFormat(language, options).formatToParts(new Date(instant))
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  zoneNames.set(place, name)
  return name
}

/** Whether an instant is over, from that minute on. */
export const useIsPast = (instant: string | undefined) =>
  useSyncExternalStore(
    everyMinute,
    () => instant !== undefined && Date.parse(instant) <= Date.now(),
  )
