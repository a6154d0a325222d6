import { useCallback, useRef } from 'react'
import { useProject } from '../../projects/project.ts'
import type { TaskFilter } from '../cache/columns.ts'
import type { Section } from '../list/use-sections.ts'
import { UnreadRow } from '../rows/more-note.tsx'
import { scrollerOf } from '../rows/near.ts'
import { levelOf } from '../rows/path.ts'
import { useVirtualColumn } from '../rows/virtual-column.ts'
import type { TaskRow } from '../task.ts'
import type { RangeLook } from './cell-look.ts'
import type { Column, ColumnId } from './columns.ts'
import { type Cell, taskLine } from './lines.ts'
import { TableRow } from './table-row.tsx'

/** What all lines of the table have to know. */
export interface Shared {
  filter: TaskFilter
  columns: readonly Column[]
  /** `aria-rowindex` of the first line of each group. */
  first: ReadonlyMap<string, number>
  /** The cell that the keys are at. */
  at: Cell
  /** The task of that cell, which stays in the page. */
  atTask: TaskRow | undefined
  /** The cells that are chosen together. */
  range: RangeLook | undefined
  kept: () => string | undefined
  /** Ids of parts that the filter leaves out. */
  outside: ReadonlySet<string>
  pending: ReadonlySet<string>
  peek?: string
  isEditable: boolean
  onFold: (id: string, isOpen: boolean) => void
  /** Asks anew for what could not be read of a group. */
  onAgain: (groupId: string) => void
}

export const ROW_PX = 32

interface Props extends Shared {
  section: Section
  /** `aria-rowindex` of the first of them. */
  firstIndex: number
  /** The group within a group that they are in. */
  group?: string
}

/** The tasks of a group as lines, those near the view. */
export function TableRows({ section, filter, columns, at, atTask, group, ...rest }: Props) {
  const project = useProject()
  const { column, paths } = section.tree
  const box = useRef<HTMLDivElement>(null)
  const scroller = useCallback(() => scrollerOf(box.current), [])
  const key = atTask?.key
  const { kept } = rest
  const { items, heightPx, onAgain } = useVirtualColumn({
    ...{ filter, column, paths, group, box, scroller },
    kept: useCallback(() => key ?? kept(), [key, kept]),
    estimatePx: ROW_PX,
  })
  return (
    <div ref={box} role="presentation" className="relative" style={{ height: heightPx }}>
      {items.map(({ key, index, task, isNext, slot }) => {
        if (!task)
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={rest.firstIndex + index}
              aria-hidden={!(isNext && onAgain)}
              ref={slot.ref}
              data-index={index}
              style={slot.style}
              className="flex items-center h-(--row)"
            >
              <div role="gridcell" className="sticky left-0 flex items-center px-5">
                <UnreadRow onAgain={isNext ? onAgain : undefined} />
              </div>
            </div>
          )
        const path = paths[index] ?? ''
        const line = taskLine(section.id, path)
        return (
          <TableRow
            key={key}
            {...{ line, task, project, columns, slot }}
            level={levelOf(path)}
            rowIndex={rest.firstIndex + index}
            at={lineColumn(at, line)}
            range={rest.range?.lines.has(line) ? rest.range : undefined}
            isOutside={rest.outside.has(task.id)}
            isEditable={rest.isEditable}
            isPending={rest.pending.has(task.id)}
            isPeeked={rest.peek === task.key}
          />
        )
      })}
    </div>
  )
}

const lineColumn = (at: Cell, line: string): ColumnId | undefined =>
  at.line === line ? at.column : undefined
