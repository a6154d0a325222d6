import clsx from 'clsx'
import { Suspense, useEffect, useRef } from 'react'
import { lazily } from '../../ui/lazily.ts'
import { NoMatch } from '../filter/no-match.tsx'
import { NoTasks } from '../rows/no-tasks.tsx'
import { useFull } from '../views/group-count.tsx'
import { BoardColumn } from './board-column.tsx'
import { useBoardMoves } from './board-moves.ts'
import { BoardPager } from './board-pager.tsx'
import { BoardSkeleton } from './board-skeleton.tsx'
import { BoardView } from './board-view.tsx'
import { type ShownBoard, useBoard } from './use-board.ts'

const LaneBoard = lazily(async () => (await import('./lanes/lane-board.tsx')).LaneBoard)

/** The tasks of a project in columns, and in lanes across them where somebody wants them. */
export function TaskBoard() {
  const shown = useBoard()
  const { board, isFiltered, isUnordered, show, project, subBy } = shown
  if (isUnordered) return <BoardSkeleton />
  const total = board.columns.reduce((sum, { count }) => sum + count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  if (!subBy) return <ColumnBoard shown={shown} />
  return (
    <Suspense fallback={<BoardSkeleton />}>
      <LaneBoard key={subBy} by={subBy} shown={shown} />
    </Suspense>
  )
}

/** Columns: lists with headings for those who listen. */
function ColumnBoard({ shown }: { shown: ShownBoard }) {
  const { project, filter, board, pending, isShown, isSorted } = shown
  const full = useFull(shown.now.columns, filter)
  const { columns, moving, drop, kept, keepFocus } = useBoardMoves(board, { isSorted, full })
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let stop = () => {}
    void import('./board-drag.ts').then(({ watchDrops }) => {
      stop = watchDrops(drop)
    })
    return () => stop()
  }, [drop])

  return (
    <BoardView
      shown={shown}
      rows={board.columns.filter(isShown).flatMap(({ tasks }) => tasks)}
      keepFocus={keepFocus}
      isMoving={moving !== undefined}
    >
      <BoardPager {...{ project, filter, box }} columns={columns.filter(isShown)} />
      <div
        ref={box}
        className={clsx(
          'grid flex-1 min-h-0 gap-2 px-4 md:pt-3 overflow-x-auto grid-flow-col auto-cols-[minmax(220px,1fr)]',
          'max-md:auto-cols-[min(330px,calc(100vw-60px))] max-md:snap-x max-md:snap-mandatory max-md:scroll-px-4',
        )}
      >
        {columns.filter(isShown).map((column) => (
          <BoardColumn
            key={column.statusId}
            project={project}
            filter={filter}
            kept={kept}
            column={column}
            pending={pending}
            movingId={moving}
          />
        ))}
      </div>
    </BoardView>
  )
}
