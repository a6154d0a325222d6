import { appError } from '../../chassis/trpc.ts'
import { instantOf } from '../tql/instant.ts'

interface Days {
  readonly startDate?: string | null
  readonly dueDate?: string | null
}

export const startsLate = ({ startDate, dueDate }: Days) =>
  Boolean(startDate && dueDate && startDate > dueDate)

/** Refuses days of which the start is after the due date. */
export function refuseLateStart(days: Days) {
  if (!startsLate(days)) return
  throw appError('BAD_REQUEST', 'A task cannot start after it is due', {
    reason: 'starts_after_due',
    fields: { startDate: `must not be after the due date ${days.dueDate}` },
  })
}

interface Due {
  readonly dueDate: string | null
  readonly dueTime?: string | null
}

/** The instant at which a task is due; null where it is due on a day. */
export const dueAtOf = ({ dueDate, dueTime }: Due) =>
  dueDate && dueTime ? instantOf(dueDate, dueTime).toISOString() : null

export const isTimeAlone = ({ dueDate, dueTime }: Due) => !dueDate && Boolean(dueTime)

/** Refuses a time of no day. */
export function refuseTimeWithoutDay(due: Due) {
  if (!isTimeAlone(due)) return
  throw appError('BAD_REQUEST', 'A time needs the day on which a task is due', {
    fields: { dueTime: 'needs a due date' },
  })
}

/** The changes of a task for the log: another day is told with the time that stayed, for both are one value to people. */
export const withTime = <Changes extends object>(
  { dueTime }: Due,
  changes: Changes,
): Changes | (Changes & { dueTime: [string, string] }) =>
  'dueDate' in changes && !('dueTime' in changes) && dueTime
    ? { ...changes, dueTime: [dueTime, dueTime] }
    : changes

/** What becomes of a task: whoever takes its day away takes the time away with it. */
export const withoutLostTime = <Change extends Partial<Due>>(
  task: Due,
  change: Change,
): Change | (Change & { dueTime: null }) =>
  change.dueDate === null && change.dueTime === undefined && task.dueTime
    ? { ...change, dueTime: null }
    : change
