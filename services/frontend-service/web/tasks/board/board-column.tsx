import clsx from 'clsx'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isPhone } from '../../frame/phone.ts'
import { type TaskFilter, totalOf } from '../cache/columns.ts'
import { NotRead } from '../rows/more-note.tsx'
import { useVirtualColumn } from '../rows/virtual-column.ts'
import type { Board, Project } from '../task.ts'
import { useLimit } from '../views/group-count.tsx'
import { BoardCard } from './board-card.tsx'
import { boardWords } from './board-words.ts'
import { ColumnTitle } from './column-title.tsx'
import { useCarried } from './use-carried.ts'

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
  const box = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const isCarried = useCarried(statusId)
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
      <ColumnTitle {...{ project, column, filter: rest.filter, isRefusing }} />
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
  const { items, heightPx, onAgain } = useVirtualColumn({
    ...{ filter, column, box, scroller, kept },
    estimatePx: CARD_PX,
    gapPx: isPhone() ? PHONE_GAP_PX : GAP_PX,
  })
  return (
    <div className="flex-1 min-h-0 overflow-y-auto pb-18 -mx-1 px-1 pt-px">
      <ul ref={box} className="relative" style={{ height: heightPx }}>
        {items.map(({ key, task, isNext, slot }) =>
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
            <li
              key={key}
              aria-hidden={!(isNext && onAgain)}
              {...slot}
              className="grid place-content-center h-21.5 px-2 rounded-md bg-hover"
            >
              {isNext && onAgain && <NotRead onAgain={onAgain} />}
            </li>
          ),
        )}
      </ul>
    </div>
  )
}
