import { useSyncExternalStore } from 'react'
import {
  dayChosen,
  instantIn,
  type Plan,
  type When as Planned,
  startsLate,
  timeIn,
  whenOf,
} from '../../../../task-service/tql/instant.ts'
import { everyMinute } from '../../clock.ts'
import {
  clock,
  type Day,
  dayAt,
  dayNumber,
  dayOf,
  exact,
  exactDay,
  minuteOf,
  plainDay,
} from '../../dates.ts'
import { language, m } from '../../messages.ts'
import type { TaskRow } from '../task.ts'
import { planWords } from './plan-words.ts'

type StartOf = Pick<TaskRow, 'startDate' | 'startTime'>
type DueOf = Pick<TaskRow, 'dueDate' | 'dueTime'>

/** When a task starts or is due for whoever looks: an instant by their own clock, and a day that is the same everywhere. */
export interface When {
  readonly day: Day | null
  /** `HH:MM`; null where the day alone is meant. */
  readonly clock: string | null
}

export const startFor = (task: StartOf, timeZone: string) => seen(whenOf(task, 'start'), timeZone)
export const dueFor = (task: DueOf, timeZone: string) => seen(whenOf(task, 'due'), timeZone)

export const instantText = (when: Planned) => instantIn(when)?.toISOString()

function seen(when: Planned, timeZone: string): When {
  const instant = instantText(when)
  return instant
    ? { day: dayAt(instant, timeZone), clock: minuteOf(instant, timeZone) }
    : { day: when.day, clock: null }
}

/** Another day, and a time: none is said where it stays, and then the day goes on by the clock of its own zone. */
export interface Picked {
  readonly day: Day | null
  readonly clock?: string | null
}

/** What becomes of a task that starts otherwise; only what differs. */
export function startFields(task: StartOf, picked: Picked, timeZone: string): Partial<StartOf> {
  const { day: startDate, time: startTime } = wanted(whenOf(task, 'start'), picked, timeZone)
  return {
    ...(startDate !== task.startDate && { startDate }),
    ...(startTime !== task.startTime && { startTime }),
  }
}

/** The same of one that is due otherwise. */
export function dueFields(task: DueOf, picked: Picked, timeZone: string): Partial<DueOf> {
  const { day: dueDate, time: dueTime } = wanted(whenOf(task, 'due'), picked, timeZone)
  return {
    ...(dueDate !== task.dueDate && { dueDate }),
    ...(dueTime !== task.dueTime && { dueTime }),
  }
}

function wanted(when: Planned, { day, clock }: Picked, timeZone: string): Planned {
  if (day === null) return { day: null, time: null }
  if (clock !== undefined && clock !== seen(when, timeZone).clock)
    return { day, time: clock && timeIn(clock, timeZone) }
  return { day: dayChosen(when, day, timeZone), time: when.time }
}

type PlanOf = Pick<TaskRow, 'startDate' | 'startTime' | 'dueDate' | 'dueTime'>

/** What a day that is chosen must not pass: of a start when the task is due, of a due date when it starts. */
export interface DayLimit {
  readonly isFirst: boolean
  readonly isOut: (picked: Picked) => boolean
  /** Whether no time of it would do either. */
  readonly isDayOut: (day: Day) => boolean
  /** The limit in words; by the clock of whoever chooses where both are instants. */
  readonly words: (picked: Picked) => string
}

const DAYS_AROUND = [-2, -1, 0, 1, 2]

export function limitOf(task: PlanOf, of: 'start' | 'due', timeZone: string): DayLimit | undefined {
  const bound = whenOf(task, of === 'start' ? 'due' : 'start')
  if (!bound.day) return undefined
  const near = dayNumber(bound.day)
  const changed = (picked: Picked): Plan => ({
    ...task,
    ...(of === 'start' ? startFields : dueFields)(task, picked, timeZone),
  })
  const isOut = (picked: Picked) => startsLate(changed(picked))
  return {
    isFirst: of === 'due',
    isOut,
    isDayOut: (day) => isOut({ day }) && isOut({ day, clock: of === 'due' ? '23:59' : '00:00' }),
    words: (picked) => {
      const instant = whenOf(changed(picked), of).time && instantText(bound)
      if (instant)
        return planWords().atTime(exactDay(dayAt(instant, timeZone)), clock(instant, timeZone))
      const days = DAYS_AROUND.map((by) => dayOf(near + by))
      const open = days.filter((day) => !isOut({ ...picked, day }))
      return exactDay((of === 'due' ? open[0] : open.at(-1)) ?? dayOf(near))
    },
  }
}

const zoneOf = (time: string) => time.slice(6, -1)

/** The time as it was written, with the name of its zone, where clocks of whoever looks show another one. */
export function elsewhere(when: Planned, timeZone: string) {
  const instant = instantText(when)
  if (!instant || !when.time) return undefined
  const zone = zoneOf(when.time)
  if (exact(instant, zone) === exact(instant, timeZone)) return undefined
  const day = dayAt(instant, zone)
  const shown = clock(instant, zone)
  const there = day === dayAt(instant, timeZone) ? shown : planWords().atTime(plainDay(day), shown)
  return `${there} (${zoneName(zone, instant)})`
}

/** A time in words, with its zone where that is not the reader's. */
export function timeWords(time: string, timeZone: string) {
  const zone = zoneOf(time)
  const words = clockWords(time)
  return zone === timeZone ? words : `${words} (${zoneName(zone, new Date().toISOString())})`
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
