import clsx from 'clsx'
import { useMe } from '../account/session.ts'
import { exactDay, shortDay, today } from '../dates.ts'

/** When a task is due: overdue in red, today in full ink, the exact day on hover. */
export function Due({ day, isDone }: { day: string | null; isDone: boolean }) {
  const { timeZone } = useMe()
  if (!day) return null
  const now = today(timeZone)
  return (
    <time
      dateTime={day}
      title={exactDay(day)}
      className={clsx(
        'nums whitespace-nowrap',
        !isDone && day < now && 'text-danger-ink font-medium',
        !isDone && day === now && 'text-ink font-medium',
      )}
    >
      {shortDay(day, now)}
    </time>
  )
}
