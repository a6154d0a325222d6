import { useSyncExternalStore } from 'react'
import { instantIn, whenOf } from '../../../task-service/tql/instant.ts'
import { everyMinute } from '../clock.ts'
import type { TaskRow } from '../tasks/task.ts'

export interface Mine {
  overdue: TaskRow[]
  today: TaskRow[]
  next: TaskRow[]
  /** Newest first; not in answers of the release before. */
  undated?: TaskRow[]
}

const MINUTE_MS = 60_000

/** What I have to do, as it stands at this minute: a time of today that has come since it was read is overdue. */
export function useMineNow(mine: Mine | undefined): Mine | undefined {
  const now = useSyncExternalStore(
    everyMinute,
    () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS,
  )
  const isPast = (task: TaskRow) => (instantIn(whenOf(task, 'due'))?.getTime() ?? Number.NaN) <= now
  const past = mine?.today.filter(isPast) ?? []
  if (!mine || past.length === 0) return mine
  return {
    ...mine,
    overdue: [...mine.overdue, ...past],
    today: mine.today.filter((task) => !isPast(task)),
  }
}
