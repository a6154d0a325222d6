import { appError } from '../../chassis/trpc.ts'

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
