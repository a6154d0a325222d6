import clsx from 'clsx'
import { Plus } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useOverlays } from '../../frame/overlays.ts'
import { isPhone } from '../../frame/phone.ts'
import { m } from '../../messages.ts'
import { IconButton } from '../../ui/button.tsx'
import { type TaskFilter, totalOf } from '../cache/columns.ts'
import { StatusIcon } from '../fields/status.tsx'
import { canEdit } from '../rights.ts'
import { useVirtualColumn } from '../rows/virtual-column.ts'
import type { Board, Project } from '../task.ts'
import { GroupCount, useLimit } from '../views/group-count.tsx'
import { BoardCard } from './board-card.tsx'
import { boardWords } from './board-words.ts'

interface Props {
  project: Project
  filter: TaskFilter
  column: Board['columns'][number]
  pending: Set<string>
  movingId?: string
  kept: () => string | undefined
}

/** The tasks of one status; a card can be dropped anywhere in it. */
export function BoardColumn({ project, column, ...rest }: Props) {
  const { statusId, tasks } = column
  const { open } = useOverlays()
  const box = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const [isCarried, setCarried] = useState(false)
  const status = project.statuses.find(({ id }) => id === statusId)

  const name = status?.name ?? ''
  const limit = useLimit(column, rest.filter)
  const isFull = limit?.isFull ?? false
  const isRefusing = isCarried && isFull

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

  // By itself: a card may be on its way while tasks come and go.
  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void import('./board-drag.ts').then(({ watchCards }) => {
      if (!isOver) stop = watchCards(statusId, setCarried)
    })
    return () => {
      isOver = true
      stop()
    }
  }, [statusId])

  return (
    <section
      ref={box}
      id={`column-${statusId}`}
      data-full={isFull || undefined}
      aria-label={[boardWords().boardColumn(name, totalOf(column)), limit?.words]
        .filter(Boolean)
        .join(', ')}
      className={clsx(
        'flex flex-col min-h-0 px-1.5 max-md:px-2 rounded-t-lg max-md:snap-start',
        isOver ? 'bg-drop shadow-[inset_0_0_0_1.5px_var(--accent-line)]' : 'bg-sunken',
        isRefusing && '[&>div]:opacity-50',
      )}
    >
      <h2 className="flex items-center gap-[7px] h-9.5 pl-1.5 pr-1 font-strong flex-none">
        <StatusIcon project={project} statusId={statusId} isDecorative />
        <span className="cut">{name}</span>
        <GroupCount column={column} filter={rest.filter} />
        {canEdit(project.role) && (
          <span className="ml-auto">
            <IconButton
              label={m.tasks.addTo(name)}
              className="size-6"
              onClick={() => open({ kind: 'quick-add', projectKey: project.key, statusId })}
            >
              <Plus aria-hidden />
            </IconButton>
          </span>
        )}
      </h2>
      {isRefusing && (
        <p className="flex-none px-1.5 pb-1.5 text-12 font-medium text-danger-ink">
          {limit?.words}
        </p>
      )}
      <Cards project={project} column={column} {...rest} />
    </section>
  )
}

const CARD_PX = 86
const GAP_PX = 6
const PHONE_GAP_PX = 8

function Cards({ project, filter, column, pending, movingId, kept }: Props) {
  const box = useRef<HTMLUListElement>(null)
  const scroller = useCallback(() => box.current?.parentElement ?? null, [])
  const { items, heightPx } = useVirtualColumn({
    ...{ filter, column, box, scroller, kept },
    estimatePx: CARD_PX,
    gapPx: isPhone() ? PHONE_GAP_PX : GAP_PX,
  })
  return (
    <div className="flex-1 min-h-0 overflow-y-auto pb-18 -mx-1 px-1 pt-px">
      <ul ref={box} className="relative" style={{ height: heightPx }}>
        {items.map(({ key, task, slot }) =>
          task ? (
            <BoardCard
              key={key}
              task={task}
              project={project}
              slot={slot}
              isPending={pending.has(task.id)}
              isMoving={movingId === task.id}
            />
          ) : (
            <li key={key} aria-hidden {...slot} className="h-21.5 rounded-md bg-hover" />
          ),
        )}
      </ul>
    </div>
  )
}
