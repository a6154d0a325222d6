import { useSuspenseQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useEffect, useRef } from 'react'
import { useProject } from '../../projects/project.ts'
import { BulkHost } from '../bulk/bulk-host.tsx'
import { sizeOf } from '../cache/columns.ts'
import { usePendingIds, useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import { taskBoard } from '../cache/queries.ts'
import { isSorted } from '../cache/sorted.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { NoMatch } from '../filter/no-match.tsx'
import { hiddenBy, useFilter } from '../filter/use-filter.ts'
import { NoTasks } from '../rows/no-tasks.tsx'
import { StableView } from '../rows/stable-view.tsx'
import type { Board, Project } from '../task.ts'
import { BoardColumn } from './board-column.tsx'
import { useBoardMoves } from './board-moves.ts'
import { BoardPager } from './board-pager.tsx'
import { boardWords } from './board-words.ts'

/** Nobody looks at an empty column of what was given up. */
const isShownIn = (project: Project) => {
  const cancelled = project.statuses.filter(({ group }) => group === 'cancelled')
  return ({ statusId, count }: Board['columns'][number]) =>
    count > 0 || cancelled.every(({ id }) => id !== statusId)
}

/** The tasks of a project in columns: lists with headings for those who listen. */
export function TaskBoard() {
  const project = useProject()
  const { filter, matching, where, isFiltered, show } = useFilter('board')
  const { data } = useSuspenseQuery(taskBoard(filter))
  const { board: stable, waiting } = useStableBoard(data, filter)
  const board = useReplayed(stable)
  const pending = usePendingIds()
  const isShown = isShownIn(project)
  const { columns, moving, drop, kept, keepFocus } = useBoardMoves(board, isSorted(filter))
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let stop = () => {}
    void import('./board-drag.ts').then(({ watchDrops }) => {
      stop = watchDrops(drop)
    })
    return () => stop()
  }, [drop])

  const total = board.columns.reduce((sum, { count }) => sum + count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  return (
    <StableView isBoard className="flex flex-col h-full min-h-0" count={total} waiting={waiting}>
      <BulkHost
        filter={matching}
        rows={board.columns.filter(isShown).flatMap(({ tasks }) => tasks)}
        size={sizeOf(board.columns, undefined)}
      />
      <FieldKeys
        tasks={board.columns.flatMap(({ tasks }) => tasks)}
        keepFocus={keepFocus}
        hides={{ others: hiddenBy(where).others }}
      />
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
      {moving && (
        <p className="fixed left-1/2 bottom-5 -translate-x-1/2 z-(--z-bar) top-layer rounded-lg shadow-3 px-4 h-11 flex items-center font-medium">
          {boardWords().moveHint}
        </p>
      )}
    </StableView>
  )
}
