import clsx from 'clsx'
import { isFresh } from '../cache/pending-updates.ts'
import { SelectBox } from '../rows/select-box.tsx'
import { useIsSelected } from '../rows/selection.ts'
import type { Slot } from '../rows/virtual-column.ts'
import type { Project, TaskRow as Row } from '../task.ts'
import { cellClass, type RangeLook } from './cell-look.ts'
import { type Column, type ColumnId, shapeOf } from './columns.ts'
import { CellContent } from './table-cell.tsx'

interface Props {
  line: string
  task: Row
  project: Project
  columns: readonly Column[]
  slot: Slot
  rowIndex: number
  /** The column of the cell that the keys are at, when it is in this line. */
  at: ColumnId | undefined
  /** Of the cells that are chosen together, when some are in this line. */
  range: RangeLook | undefined
  isEditable: boolean
  isPending: boolean
  isPeeked: boolean
}

/** A task as a line of cells. */
export function TableRow({
  line,
  task,
  project,
  columns,
  slot,
  rowIndex,
  at,
  range,
  ...is
}: Props) {
  const isSelected = useIsSelected(task.id)
  return (
    <div
      ref={slot.ref}
      style={slot.style}
      data-index={slot['data-index']}
      data-path={slot['data-path']}
      data-line={line}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={is.isEditable ? isSelected : undefined}
      className={clsx(
        'group/row sheet-line sheet-task',
        (isSelected || is.isPeeked) && 'is-on',
        isFresh(task.id) && 'animate-fresh',
      )}
    >
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
                isPending={isTask && is.isPending}
                tabIndex={isTask && isHere ? 0 : -1}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
