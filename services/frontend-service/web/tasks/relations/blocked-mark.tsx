import { Ban } from 'lucide-react'
import { m } from '../../messages.ts'
import type { TaskRow } from '../task.ts'

/** Says that an open task waits for others. */
export function BlockedMark({ task, isDone }: { task: TaskRow; isDone: boolean }) {
  if (isDone || !task.blockers?.open) return null
  return (
    <span
      title={m.tasks.blockedBy(task.blockers.open)}
      className="inline-flex items-center gap-1 h-4.5 px-1.5 rounded-xs text-11 font-medium bg-warning-soft text-warning-ink flex-none"
    >
      <Ban aria-hidden className="size-3.5!" />
      {m.tasks.blocked}
    </span>
  )
}
