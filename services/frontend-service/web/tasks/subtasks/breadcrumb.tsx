import { m } from '../../messages.ts'
import type { Task } from '../task.ts'
import { RelatedLink } from './related-link.tsx'

/** What a task is part of, from the top down. */
export function Breadcrumb({ task, layout }: { task: Task; layout: 'peek' | 'page' }) {
  if (!task.ancestors?.length) return null
  return (
    <nav aria-label={m.tasks.fields.parentId} className="mb-1 text-12 text-ink-3">
      <ol className="flex flex-wrap gap-x-1 min-w-0">
        {task.ancestors.map((one) => (
          <li key={one.id} className="flex items-center gap-1 min-w-0">
            <span className="nums whitespace-nowrap">{one.key}</span>
            <RelatedLink task={one} layout={layout} />
            <span aria-hidden>›</span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
