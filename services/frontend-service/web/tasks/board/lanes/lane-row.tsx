import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import {
  type CSSProperties,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Column, TaskFilter } from '../../cache/columns.ts'
import { AgainButton } from '../../rows/more-note.tsx'
import { useNear } from '../../rows/near.ts'
import { useVirtualColumn } from '../../rows/virtual-column.ts'
import type { Project, TaskRow } from '../../task.ts'
import { useLimit } from '../../views/group-count.tsx'
import { BoardCard } from '../board-card.tsx'
import { boardWords } from '../board-words.ts'
import { pathIn } from './lane-model.ts'
import type { NamedLane } from './use-lanes.tsx'

interface Shared {
  project: Project
  filter: TaskFilter
  pending: Set<string>
  movingId?: string
  kept: () => string | undefined
  /** What scrolls. */
  box: RefObject<HTMLDivElement | null>
}

interface Props extends Shared {
  lane: NamedLane
  columns: readonly Column[]
  isOpen: boolean
  /** It is drawn wherever it is: the focus goes there. */
  isWanted: boolean
  grid: CSSProperties
  onToggle: () => void
}

/** A lane: its heading, and a cell for each status. Cells are drawn while they are near the view. */
export function LaneRow({ lane, columns, isOpen, isWanted, grid, onToggle, ...shared }: Props) {
  const { id, name, icon, count, cells, onAgain } = lane
  const { box } = shared
  const { place, isNear, isPlaced, heightPx } = useNear({
    scroller: useCallback(() => box.current, [box]),
    items: Math.max(0, ...[...cells.values()].map((tasks) => tasks.length)),
    itemPx: CARD_PX + GAP_PX,
  })
  return (
    <section
      aria-label={boardWords().lane(name, count)}
      className={clsx('mb-1.5', isOpen && !isPlaced && 'opacity-0 pointer-events-none')}
    >
      {/* Below the headings of the columns. */}
      <div className="sticky top-10.5 md:top-13.5 z-[calc(var(--z-sticky)-1)] bg-surface">
        <h3 className="sticky left-0 flex items-center gap-2 max-w-[calc(100vw-32px)] w-fit font-strong">
          <button
            type="button"
            data-heading
            aria-expanded={isOpen}
            onClick={onToggle}
            className="flex items-center gap-2 h-8 pl-1 pr-2 rounded-sm hover:bg-hover text-left min-w-0"
          >
            <ChevronDown
              aria-hidden
              className={clsx('flex-none text-ink-3', !isOpen && '-rotate-90')}
            />
            {icon}
            <span className="cut">{name}</span>
            <span className="text-ink-3 font-text nums">{count}</span>
          </button>
          {onAgain && <AgainButton onAgain={onAgain} />}
        </h3>
      </div>
      {isOpen && (
        <div ref={place} className="grid gap-2" style={grid}>
          {isNear || isWanted ? (
            columns.map((column) => (
              <Cell
                key={column.statusId}
                {...shared}
                lane={id}
                column={column}
                tasks={cells.get(column.statusId) ?? none}
              />
            ))
          ) : (
            <div aria-hidden style={{ height: heightPx }} />
          )}
        </div>
      )}
    </section>
  )
}

const none: readonly TaskRow[] = []

const CARD_PX = 86
const GAP_PX = 6
interface CellProps extends Shared {
  lane: string
  column: Column
  tasks: readonly TaskRow[]
}

/** The tasks of one status in a lane; a card can be dropped anywhere in it. */
function Cell({ project, filter, lane, column, tasks, pending, movingId, kept, box }: CellProps) {
  const { statusId } = column
  const cell = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [isOver, setOver] = useState(false)
  const isFull = useLimit(column, filter)?.isFull ?? false
  const count = tasks.length
  const scroller = useCallback(() => box.current, [box])
  const known = useMemo(
    () => ({
      column: { statusId, tasks: [...tasks], count: tasks.length, nextCursor: null },
      paths: tasks.map(({ id }) => pathIn(lane, id)),
    }),
    [statusId, lane, tasks],
  )
  const { items, heightPx } = useVirtualColumn({
    ...{ ...known, filter, box: list, scroller, kept },
    ...{ estimatePx: CARD_PX, gapPx: GAP_PX, isBeside: true },
  })
  useEffect(() => {
    let stop = () => {}
    let isGone = false
    void import('../board-drag.ts').then(({ dropColumn }) => {
      if (cell.current && !isGone)
        stop = dropColumn(cell.current, { statusId, lane, count, onOver: setOver })
    })
    return () => {
      isGone = true
      stop()
    }
  }, [statusId, lane, count])
  const name = project.statuses.find(({ id }) => id === statusId)?.name ?? ''
  return (
    <div
      ref={cell}
      data-lane={lane}
      data-full={isFull || undefined}
      className={clsx(
        'min-w-0 min-h-13 px-1.5 py-1.5 rounded-lg',
        isOver ? 'bg-drop shadow-[inset_0_0_0_1.5px_var(--accent-line)]' : 'bg-sunken',
      )}
    >
      <ul
        ref={list}
        aria-label={count > 0 ? boardWords().boardColumn(name, String(count)) : undefined}
        className="relative"
        style={{ height: heightPx }}
      >
        {items.map(
          ({ key, task, slot }) =>
            task && (
              <BoardCard
                key={key}
                {...{ task, project, slot, lane }}
                isPending={pending.has(task.id)}
                isMoving={movingId === task.id}
              />
            ),
        )}
      </ul>
    </div>
  )
}
