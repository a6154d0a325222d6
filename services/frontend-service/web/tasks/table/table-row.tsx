import clsx from 'clsx'
import { memo, use } from 'react'
import { isFresh } from '../cache/pending-updates.ts'
import { UnfoldedContext } from '../list/unfolded.ts'
import { SelectBox } from '../rows/select-box.tsx'
import { useIsSelected } from '../rows/selection.ts'
import type { Slot } from '../rows/virtual-column.ts'
import type { Project, TaskRow as Row } from '../task.ts'
import { cellClass, type RangeLook } from './cell-look.ts'
import { type Column, type ColumnId, shapeOf } from './columns.ts'
import { CellContent } from './table-cell.tsx'

interface CellsProps {
  line: string
  task: Row
  project: Project
  columns: readonly Column[]
  /** The column of the cell that the keys are at, when it is in this line. */
  at: ColumnId | undefined
  /** Of the cells that are chosen together, when some are in this line. */
  range: RangeLook | undefined
  /** 1 for what is part of nothing that is shown above it. */
  level: number
  /** Shown as a part of another, while the filter leaves it out. */
  isOutside: boolean
  isEditable: boolean
  isPending: boolean
}

interface Props extends CellsProps {
  slot: Slot
  rowIndex: number
  isPeeked: boolean
}

/** A task as a line of cells. */
export function TableRow({ line, task, slot, rowIndex, isPeeked, ...cells }: Props) {
  const isSelected = useIsSelected(task.id)
  const unfolded = use(UnfoldedContext)?.unfolded
  return (
    <div
      ref={slot.ref}
      style={slot.style}
      data-index={slot['data-index']}
      data-path={slot['data-path']}
      data-line={line}
      role="row"
      aria-rowindex={rowIndex}
      aria-level={cells.level}
      aria-expanded={task.subtasks ? unfolded?.has(task.id) : undefined}
      aria-selected={cells.isEditable ? isSelected : undefined}
      className={clsx(
        'group/row sheet-line sheet-task',
        (isSelected || isPeeked) && 'is-on',
        isFresh(task.id) && 'animate-fresh',
      )}
    >
      <Cells {...{ line, task, ...cells }} />
    </div>
  )
}

/** A table renders with each scroll, its cells only when what they show has changed. */
const Cells = memo(function Cells({
  line,
  task,
  project,
  columns,
  at,
  range,
  level,
  ...is
}: CellsProps) {
  return (
    <>
      {columns.map(({ id }, index) => {
        const isHere = at === id
        const isBox = id === 'select'
        const isTask = id === 'task'
        const edges = range?.columns.get(id)
        return (
          <div
            key={id}
            role={isTask ? 'rowheader' : 'gridcell'}
            aria-colindex={index + 1}
            aria-readonly={(!is.isEditable || !shapeOf(id).field) && !isBox ? true : undefined}
            data-cell={id}
            data-task={task.key}
            tabIndex={isBox || isTask ? undefined : isHere ? 0 : -1}
            aria-selected={edges !== undefined || undefined}
            className={clsx(
              cellClass(id),
              edges !== undefined && ['sheet-in', edges, range?.lines.get(line)],
            )}
          >
            {isBox ? (
              <SelectBox id={task.id} taskKey={task.key} tabIndex={isHere ? 0 : -1} />
            ) : (
              <CellContent
                {...{ column: id, task, project }}
                level={isTask ? level : 1}
                isOutside={isTask && is.isOutside}
                isPending={isTask && is.isPending}
                tabIndex={isTask && isHere ? 0 : -1}
              />
            )}
          </div>
        )
      })}
    </>
  )
})
