import clsx from 'clsx'
import { type ColumnId, isFrozen, shapeOf } from './columns.ts'
import type { Block } from './lines.ts'

/** Look of a cell of a column, also of its heading; see table.css. */
export const cellClass = (id: ColumnId) =>
  clsx(
    'sheet-cell',
    isFrozen(id) && 'sheet-frozen',
    id === 'task' && 'sheet-shade',
    shapeOf(id).isFigure && 'sheet-figure',
  )

/** Look of a range: which of its edges each line and column has. */
export interface RangeLook {
  readonly lines: ReadonlyMap<string, string>
  readonly columns: ReadonlyMap<ColumnId, string>
}

/** Lines that a group's heading parts have their own edges. */
export const lookOf = ({ lines, columns }: Block): RangeLook => ({
  lines: new Map(
    lines.map(({ key, groupId }, at) => [
      key,
      clsx(
        lines[at - 1]?.groupId !== groupId && 'sheet-top',
        lines[at + 1]?.groupId !== groupId && 'sheet-bottom',
      ),
    ]),
  ),
  columns: new Map(
    columns.map((id, at) => [
      id,
      clsx(at === 0 && 'sheet-left', at === columns.length - 1 && 'sheet-right'),
    ]),
  ),
})
