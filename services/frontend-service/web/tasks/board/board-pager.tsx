import { type RefObject, useEffect, useState } from 'react'
import { m } from '../../messages.ts'
import type { TaskFilter } from '../cache/columns.ts'
import { StatusIcon } from '../fields/status.tsx'
import type { Board, Project } from '../task.ts'
import { GroupCount } from '../views/group-count.tsx'

interface Props {
  project: Project
  columns: Board['columns']
  filter: TaskFilter
  box: RefObject<HTMLDivElement | null>
}

const GAP_PX = 8

/** On a phone: which column is in view, and a way to the others. */
export function BoardPager({ project, columns, filter, box }: Props) {
  const [at, setAt] = useState(0)
  useEffect(() => {
    const board = box.current
    if (!board) return
    const look = () => {
      const width = board.querySelector('[id^=column-]')?.clientWidth ?? board.clientWidth
      setAt(Math.round(board.scrollLeft / (width + GAP_PX)))
    }
    board.addEventListener('scroll', look, { passive: true })
    return () => board.removeEventListener('scroll', look)
  }, [box])
  return (
    <nav
      aria-label={m.projects.column}
      className="md:hidden flex gap-1.5 px-4 pt-2 pb-2.5 overflow-x-auto flex-none"
    >
      {columns.map((column, index) => {
        const { statusId } = column
        const name = project.statuses.find(({ id }) => id === statusId)?.name
        return (
          <button
            key={statusId}
            type="button"
            aria-current={index === at ? 'true' : undefined}
            onClick={() =>
              document.getElementById(`column-${statusId}`)?.scrollIntoView({
                behavior: 'smooth',
                inline: 'start',
                block: 'nearest',
              })
            }
            className="inline-flex items-center gap-1.5 h-8 px-[11px] rounded-full font-medium text-ink-2 whitespace-nowrap flex-none shadow-[inset_0_0_0_1px_var(--line-2)] aria-current:bg-pressed aria-current:text-ink aria-current:shadow-none"
          >
            <StatusIcon project={project} statusId={statusId} isDecorative />
            <span className={index === at ? undefined : 'sr-only'}>{name}</span>{' '}
            <GroupCount column={column} filter={filter} />
          </button>
        )
      })}
    </nav>
  )
}
