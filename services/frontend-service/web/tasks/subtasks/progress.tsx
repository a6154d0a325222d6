import { m } from '../../messages.ts'
import { Cells } from '../../ui/cells.tsx'
import type { TaskRow } from '../task.ts'

/** How far the parts of a task are, in cells and as `3/5`; nothing where it has none. */
export function Progress({ of }: { of: TaskRow['subtasks'] | undefined }) {
  if (!of) return null
  const { done, all } = of
  return (
    <span className="inline-flex items-center gap-1.5 flex-none nums">
      <Cells value={done} of={all} />
      <span className="sr-only">{m.tasks.subtasksDone(done, all)}</span>
      <span aria-hidden>
        {done}/{all}
      </span>
    </span>
  )
}
