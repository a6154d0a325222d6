import { appError } from '../../chassis/trpc.ts'
import { instantIn, type Plan, startsLate, whenOf } from '../tql/instant.ts'

/** A day and the time of it: each pair is one value to people. */
export const parts = {
  start: ['startDate', 'startTime'],
  due: ['dueDate', 'dueTime'],
} as const

/** Whether a field says when a task starts or is due. */
export const isOfDays = (field: string) =>
  Object.values(parts)
    .flat()
    .some((part) => part === field)

/** Refuses a start after the due date, and says what it must not be after. */
export function refuseLateStart(plan: Plan) {
  if (!startsLate(plan)) return
  const { startTime, dueDate, dueTime } = plan
  throw appError('BAD_REQUEST', 'A task cannot start after it is due', {
    reason: 'starts_after_due',
    fields:
      startTime && dueTime
        ? { startTime: `must not be after the time at which it is due, ${dueDate}T${dueTime}` }
        : { startDate: `must not be after the due date ${dueDate}` },
  })
}

/** The instants at which a task starts and is due; null where a day is meant, or nothing. */
export const instantsOf = (plan: Plan) => ({
  startAt: instantIn(whenOf(plan, 'start'))?.toISOString() ?? null,
  dueAt: instantIn(whenOf(plan, 'due'))?.toISOString() ?? null,
})

/** Which of both has a time of no day. */
export const timesAlone = (plan: Plan) =>
  (['start', 'due'] as const).filter((of) => {
    const { day, time } = whenOf(plan, of)
    return !day && Boolean(time)
  })

/** Refuses a time of no day. */
export function refuseTimeWithoutDay(plan: Plan) {
  const [of] = timesAlone(plan)
  if (of === 'start')
    throw appError('BAD_REQUEST', 'A time needs the day on which a task starts', {
      fields: { startTime: 'needs a start date' },
    })
  if (of === 'due')
    throw appError('BAD_REQUEST', 'A time needs the day on which a task is due', {
      fields: { dueTime: 'needs a due date' },
    })
}

/** The changes of a task for the log: another day is told with the time that stayed, for both are one value to people. */
export function withTimes<Changes extends object>({ startTime, dueTime }: Plan, changes: Changes) {
  const isAlone = (day: string, time: string) => day in changes && !(time in changes)
  const stayed = (time: string): [string, string] => [time, time]
  return {
    ...changes,
    ...(startTime && isAlone(...parts.start) && { startTime: stayed(startTime) }),
    ...(dueTime && isAlone(...parts.due) && { dueTime: stayed(dueTime) }),
  }
}

/** What becomes of a task: whoever takes a day away takes its time away with it. */
export function withoutLostTimes<Change extends Plan>(
  { startTime, dueTime }: Plan,
  change: Change,
) {
  const isLost = (day: Plan['dueDate'], time: Plan['dueTime']) => day === null && time === undefined
  return {
    ...change,
    ...(startTime && isLost(change.startDate, change.startTime) && { startTime: null }),
    ...(dueTime && isLost(change.dueDate, change.dueTime) && { dueTime: null }),
  }
}
