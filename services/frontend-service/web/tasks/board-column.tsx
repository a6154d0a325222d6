import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../account/session.ts'
import { m } from '../messages.ts'
import { useOverlays } from '../shell/overlays.tsx'
import { IconButton } from '../ui/button.tsx'
import { BoardCard } from './board-card.tsx'
import { StatusIcon } from './status-icon.tsx'
import type { Board, Project } from './task.ts'

interface Props {
  project: Project
  column: Board['columns'][number]
  pending: Set<string>
  movingId?: string
}

const COUNTED = 1000

/** The tasks of one status; a card can be dropped anywhere in it. */
export function BoardColumn({ project, column, pending, movingId }: Props) {
  const { statusId, count, tasks } = column
  const { open, prepare } = useOverlays()
  const { slug } = useWorkspace()
  const box = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const status = project.statuses.find(({ id }) => id === statusId)
  const total = count >= COUNTED ? m.tasks.countMore(COUNTED) : String(count)

  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void import('./board-drag.ts').then(({ dropColumn }) => {
      if (box.current && !isOver)
        stop = dropColumn(box.current, { statusId, count: tasks.length, onOver: setOver })
    })
    return () => {
      isOver = true
      stop()
    }
  }, [statusId, tasks.length])

  const name = status?.name ?? ''
  return (
    <section
      ref={box}
      id={`column-${statusId}`}
      aria-label={m.tasks.boardColumn(name, total)}
      className={clsx(
        'flex flex-col min-h-0 px-1.5 max-md:px-2 rounded-t-lg max-md:snap-start',
        isOver ? 'bg-drop shadow-[inset_0_0_0_1.5px_var(--accent-line)]' : 'bg-sunken',
      )}
    >
      <h2 className="flex items-center gap-[7px] h-9.5 pl-1.5 pr-1 font-strong flex-none">
        <StatusIcon project={project} statusId={statusId} isDecorative />
        <span className="cut">{name}</span>
        <span className="text-ink-3 font-text nums">{total}</span>
        <span className="ml-auto">
          <IconButton
            label={m.tasks.addTo(name)}
            className="size-6"
            onPointerEnter={() => prepare('quick-add')}
            onClick={() => open({ kind: 'quick-add', projectKey: project.key, statusId })}
          >
            <Plus aria-hidden />
          </IconButton>
        </span>
      </h2>
      <ul className="flex flex-col gap-1.5 max-md:gap-2 flex-1 min-h-0 overflow-y-auto pb-18 -mx-1 px-1 pt-px">
        {tasks.map((task, index) => (
          <BoardCard
            key={task.id}
            task={task}
            project={project}
            index={index}
            isPending={pending.has(task.id)}
            isMoving={movingId === task.id}
          />
        ))}
        {count > tasks.length && (
          <li>
            <Link
              to="/w/$workspace/p/$project/list"
              params={{ workspace: slug, project: project.key }}
              search={{ all: true }}
              className="flex items-center justify-center h-8 rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
            >
              {m.tasks.restInList}
            </Link>
          </li>
        )}
      </ul>
    </section>
  )
}
