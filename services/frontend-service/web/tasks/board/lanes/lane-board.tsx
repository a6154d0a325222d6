import { useEffect, useMemo, useRef, useState } from 'react'
import { useIsPhone } from '../../../frame/phone.ts'
import { DEALT_MAX, isReadUp } from '../../cache/columns.ts'
import type { LaneKind } from '../../filter/use-filter.ts'
import { useFolded } from '../../rows/folded.ts'
import { NotRead } from '../../rows/more-note.tsx'
import { useWhole } from '../../rows/use-whole.ts'
import { useFull, useLimit } from '../../views/group-count.tsx'
import { BoardPager } from '../board-pager.tsx'
import { BoardView } from '../board-view.tsx'
import { boardWords } from '../board-words.ts'
import { ColumnTitle } from '../column-title.tsx'
import type { ShownBoard } from '../use-board.ts'
import { useCarried } from '../use-carried.ts'
import { LaneRow } from './lane-row.tsx'
import { useLaneMoves } from './use-lane-moves.ts'
import { useLanes } from './use-lanes.tsx'

interface Props {
  by: LaneKind
  shown: ShownBoard
}

const COLUMN_PX = 228
/** On a phone one column is in view, and the edge of the next. */
const phoneWidth = (columns: number) => `calc(${columns} * (min(330px, 100vw - 60px) + 8px) - 8px)`

/** The tasks of a project in columns by status and in lanes by something else: as many headings as lanes. */
export function LaneBoard({ by, shown }: Props) {
  const { project, filter, board, pending, isShown, isSorted, saved } = shown
  const box = useRef<HTMLDivElement>(null)
  const [isMoving, setMoving] = useState(false)
  const isDragging = useDragging()
  const isPhone = useIsPhone()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it says the same of the same board
  const columns = useMemo(() => board.columns.filter(isShown), [board])
  const { hasFailed, again } = useWhole(filter, board.columns)
  const { ids: folded, toggle } = useFolded({ projectId: project.id, viewId: saved?.id, kind: by })
  const withEmpty = isDragging || isMoving
  const full = useFull(shown.now.columns, filter)
  const all = useLanes({ by, project, columns, withEmpty })
  const statuses = columns.flatMap(
    ({ statusId }) => project.statuses.find(({ id }) => id === statusId) ?? [],
  )
  const { lanes, moving, wanted, dropPointed, kept, keepFocus, tasks } = useLaneMoves({
    ...{ by, statuses, isSorted, full, onMoving: setMoving },
    lanes: all.filter(({ id }) => !folded.has(id)),
  })
  const open = new Map(lanes.map((lane) => [lane.id, lane]))

  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void import('../board-drag.ts').then(({ watchDrops }) => {
      if (!isOver) stop = watchDrops(dropPointed)
    })
    return () => {
      isOver = true
      stop()
    }
  }, [dropPointed])

  const unread = board.columns.flatMap((column) =>
    !isReadUp(column) && hasFailed(column.statusId) ? [column.statusId] : [],
  )
  const isPart = columns.some((column) => column.nextCursor !== null && isReadUp(column))
  const grid = { gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }
  return (
    <BoardView shown={shown} rows={tasks} keepFocus={keepFocus} isMoving={moving !== undefined}>
      <BoardPager {...{ project, filter, box, columns }} />
      <div
        ref={box}
        className="flex-1 min-h-0 overflow-auto px-4 pb-18 max-md:snap-x max-md:snap-mandatory max-md:scroll-px-4"
      >
        <div
          data-group
          style={{ minWidth: isPhone ? phoneWidth(columns.length) : columns.length * COLUMN_PX }}
        >
          <div
            style={grid}
            className="sticky top-0 z-(--z-sticky) grid gap-2 bg-surface md:pt-3 pb-1"
          >
            {columns.map((column) => (
              <Title key={column.statusId} {...{ project, filter, column }} />
            ))}
          </div>
          {isPart && (
            <p role="status" className="px-2 pb-2 text-12 text-ink-2">
              {boardWords().laneLimit(DEALT_MAX)}
            </p>
          )}
          {unread.length > 0 && (
            <div className="px-2 pb-2">
              <NotRead onAgain={() => unread.forEach(again)} />
            </div>
          )}
          {all.map((lane) => (
            <LaneRow
              key={lane.id}
              lane={open.get(lane.id) ?? lane}
              isOpen={open.has(lane.id)}
              onToggle={() => toggle(lane.id)}
              isWanted={wanted === lane.id || lane.id === left(kept(), lane)}
              {...{ project, filter, columns, pending, kept, box, grid }}
              movingId={moving}
            />
          ))}
        </div>
      </div>
    </BoardView>
  )
}

/** The lane where the focus is to come back. */
const left = (key: string | undefined, { id, cells }: { id: string; cells: Cells }) =>
  key !== undefined && [...cells.values()].some((tasks) => tasks.some((task) => task.key === key))
    ? id
    : undefined
type Cells = ReadonlyMap<string, readonly { readonly key: string }[]>

type TitleProps = Pick<ShownBoard, 'project' | 'filter'> & {
  column: ShownBoard['board']['columns'][number]
}

function Title(props: TitleProps) {
  const { column, filter } = props
  const isFull = useLimit(column, filter)?.isFull ?? false
  const isRefusing = useCarried(column.statusId) && isFull
  return (
    <div
      id={`column-${column.statusId}`}
      className="px-1.5 rounded-lg bg-sunken min-w-0 max-md:snap-start"
    >
      <ColumnTitle {...props} isRefusing={isRefusing} />
    </div>
  )
}

/** Whether a card is on its way by the pointer. */
function useDragging() {
  const [isDragging, setDragging] = useState(false)
  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void import('../board-drag.ts').then(({ watchDrag }) => {
      if (!isOver) stop = watchDrag(setDragging)
    })
    return () => {
      isOver = true
      stop()
    }
  }, [])
  return isDragging
}
