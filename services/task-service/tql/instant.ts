/** The instant of a day and a time with its zone, `15:00[Asia/Seoul]`. A time that clocks pass over on that day, as in spring,
 *  is the next instant that there is; one that they show twice, as in autumn, is the first. */
export const instantOf = (day: string, time: string): Date =>
  instantAt(`${day}T${time.slice(0, 5)}`, time.slice(6, -1))

/** A time of a day with its zone, as a task has it. */
export const timeIn = (clock: string, timeZone: string) => `${clock}[${timeZone}]`

/** What calendar and clock of a zone show at an instant; of the machine's own where none is told. */
export function localAt(
  instant: Date,
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
) {
  const [day = '', clock = ''] = formatIn(timeZone).format(instant).split(' ')
  return { day, clock: clock.slice(0, 5) }
}

/** The instant at which a day begins in a time zone; where clocks pass over midnight it is the first there is. */
export const beginOf = (day: string, timeZone: string): Date => instantAt(`${day}T00:00`, timeZone)

/** When something starts or is due: a day, and a time of it where that is an instant. */
export interface When {
  readonly day: string | null
  readonly time: string | null
}

export interface Plan {
  readonly startDate?: string | null
  readonly startTime?: string | null
  readonly dueDate?: string | null
  readonly dueTime?: string | null
}

export const whenOf = (plan: Plan, of: 'start' | 'due'): When =>
  of === 'due'
    ? { day: plan.dueDate ?? null, time: plan.dueTime ?? null }
    : { day: plan.startDate ?? null, time: plan.startTime ?? null }

export const instantIn = ({ day, time }: When) => (day && time ? instantOf(day, time) : undefined)

/** Whether a task would start after it is due. Two instants are compared as such; beside a day, which has no zone, an instant
 *  is the day that is written, by the clock of its own zone. */
export function startsLate(plan: Plan) {
  const { startDate, dueDate } = plan
  const [start, due] = [instantIn(whenOf(plan, 'start')), instantIn(whenOf(plan, 'due'))]
  if (start && due) return start > due
  return Boolean(startDate && dueDate && startDate > dueDate)
}

/** The day that is written where somebody chooses another one by the clocks of a zone: as many days later as the instant, which
 *  they may see on another day, and the same one where there is no time. */
export function dayChosen({ day, time }: When, chosen: string, timeZone: string) {
  if (!day || !time) return chosen
  const seen = formatIn(timeZone).format(instantOf(day, time)).slice(0, 10)
  const at = Date.parse(day) + Date.parse(chosen) - Date.parse(seen)
  return new Date(at).toISOString().slice(0, 10)
}

/** What becomes of the days of one of many tasks: by the clocks of a zone, where one is told. Another day keeps the time. */
export function daysChosen(task: Plan, { timeZone, ...asked }: Plan & { timeZone?: string }): Plan {
  const { startDate, startTime, dueDate, dueTime } = asked
  const chosen = (of: 'start' | 'due') => {
    const { day, time } = whenOf(asked, of)
    return day && timeZone && !time ? dayChosen(whenOf(task, of), day, timeZone) : day
  }
  return {
    ...(startDate !== undefined && { startDate: chosen('start') }),
    ...(startTime !== undefined && { startTime }),
    ...(dueDate !== undefined && { dueDate: chosen('due') }),
    ...(dueTime !== undefined && { dueTime }),
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

function instantAt(local: string, timeZone: string) {
  const utc = Date.parse(`${local}Z`)
  // One day before and after, the clocks are as they were and will be, should they change on this one.
  const [before = 0, after = 0] = [utc - DAY_MS, utc + DAY_MS].map((at) => offsetAt(at, timeZone))
  const guesses = [utc - before, utc - after].filter((at) => at + offsetAt(at, timeZone) === utc)
  return new Date(guesses.length > 0 ? Math.min(...guesses) : changeIn(utc, timeZone))
}

/** The instant at which the clocks change, within a day of a local time that they pass over. */
function changeIn(utc: number, timeZone: string) {
  let [from, to] = [utc - 2 * DAY_MS, utc + 2 * DAY_MS]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (middle + offsetAt(middle, timeZone) < utc) from = middle
    else to = middle
  }
  return to
}

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
function offsetAt(at: number, timeZone: string) {
  const local = formatIn(timeZone).format(at)
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once: making one costs as much as formatting some thousand instants. */
function formatIn(timeZone: string) {
  const known = formats.get(timeZone.toLowerCase())
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' },
  })
  formats.set(timeZone.toLowerCase(), made)
  return made
}
