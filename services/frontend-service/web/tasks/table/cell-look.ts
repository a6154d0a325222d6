import clsx from 'clsx'
import { type ColumnId, isFrozen, shapeOf } from './columns.ts'

/** Look of a cell of a column, also of its heading; see table.css. */
export const cellClass = (id: ColumnId) =>
  clsx(
    'sheet-cell',
    isFrozen(id) && 'sheet-frozen',
    id === 'task' && 'sheet-shade',
    shapeOf(id).isFigure && 'sheet-figure',
  )
