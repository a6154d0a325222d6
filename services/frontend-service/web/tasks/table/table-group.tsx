import clsx from 'clsx'
import { ChevronDown, Plus } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { IconButton } from '../../ui/button.tsx'
import type { TaskFilter } from '../cache/columns.ts'
import { useVirtualColumn } from '../rows/virtual-column.ts'
import type { TaskRow } from '../task.ts'
import { GroupCount } from '../views/group-count.tsx'
import { viewWords } from '../views/view-words.ts'
import type { RangeLook } from './cell-look.ts'
import { type Column, type ColumnId, isFrozen } from './columns.ts'
import { type Cell, groupLine, type OpenGroup, taskLine } from './lines.ts'
import { sumIn } from './sums.ts'
import { TableRow } from './table-row.tsx'

interface Props extends OpenGroup {
  filter: TaskFilter
  columns: readonly Column[]
  /** `aria-rowindex` of its first line. */
  rowIndex: number
  /** The cell that the keys are at. */
  at: Cell
  /** The task of that cell, which stays in the page. */
  atTask: TaskRow | undefined
  /** The cells that are chosen together. */
  range: RangeLook | undefined
  kept: () => string | undefined
  pending: ReadonlySet<string>
  peek?: string
  isEditable: boolean
  onToggle: () => void
}

const ROW_PX = 32

/** The lines of one group. */
export function TableGroup({ group, column, isOpen, onToggle, ...rest }: Props) {
  const hasName = group.name !== undefined
  return (
    <div role="rowgroup" aria-label={group.name ?? viewWords().all}>
      {hasName && <GroupRow {...{ group, column, isOpen, onToggle, ...rest }} />}
      {isOpen && <Rows {...{ group, column, ...rest }} firstIndex={rest.rowIndex + +hasName} />}
    </div>
  )
}

function GroupRow({ group, column, isOpen, columns, at, ...rest }: Props) {
  const project = useProject()
  const { open } = useOverlays()
  const line = groupLine(group.id)
  const canAdd = rest.isEditable && group.statusId !== undefined
  const others = columns.filter(({ id }) => !isFrozen(id))
  return (
    <div
      role="row"
      data-line={line}
      aria-rowindex={rest.rowIndex}
      className="group/row sheet-line sheet-group"
    >
      <div
        role="rowheader"
        aria-colindex={1}
        aria-colspan={columns.length - others.length}
        data-cell="task"
        style={{ gridColumn: `span ${columns.length - others.length}` }}
        className="sheet-cell sheet-frozen font-strong"
      >
        <button
          type="button"
          aria-expanded={isOpen}
          tabIndex={at.line === line ? 0 : -1}
          onClick={rest.onToggle}
          className="flex items-center gap-2 min-w-0 h-6 -mx-1 px-1 rounded-sm"
        >
          <ChevronDown
            aria-hidden
            className={clsx('sheet-fold text-ink-3', !isOpen && '-rotate-90')}
          />
          {group.icon}
          <span className="cut">{group.name}</span>
          <GroupCount column={column} filter={rest.filter} />
        </button>
        {canAdd && (
          <IconButton
            label={m.tasks.addTo(group.name ?? '')}
            tabIndex={-1}
            className="size-6! opacity-0 group-hover/row:opacity-100 max-md:opacity-100"
            onClick={() =>
              open({ kind: 'quick-add', projectKey: project.key, statusId: group.statusId })
            }
          >
            <Plus aria-hidden />
          </IconButton>
        )}
      </div>
      {others.map(({ id }, index) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={columns.length - others.length + index + 1}
          className="sheet-cell sheet-figure text-12 text-ink-2"
        >
          {id === 'estimate' && sumIn(project, [column])}
        </div>
      ))}
    </div>
  )
}

type RowsProps = Omit<Props, 'isOpen' | 'onToggle' | 'rowIndex'> & { firstIndex: number }

function Rows({ group, filter, column, columns, at, atTask, kept, pending, ...rest }: RowsProps) {
  const project = useProject()
  const box = useRef<HTMLDivElement>(null)
  const scroller = useCallback(
    () => box.current?.closest<HTMLElement>('[data-scroll-restoration-id]') ?? null,
    [],
  )
  const key = atTask?.key
  const { items, heightPx } = useVirtualColumn({
    ...{ filter, column, box, scroller },
    kept: useCallback(() => key ?? kept(), [key, kept]),
    estimatePx: ROW_PX,
  })
  return (
    <div ref={box} role="presentation" className="relative" style={{ height: heightPx }}>
      {items.map(({ key, index, task, slot }) => {
        if (!task)
          return (
            <div
              key={key}
              aria-hidden
              ref={slot.ref}
              data-index={index}
              style={slot.style}
              className="flex items-center h-(--row) px-5"
            >
              <i className="h-2.5 w-2/5 rounded-xs bg-pressed" />
            </div>
          )
        const line = taskLine(group.id, task.id)
        return (
          <TableRow
            key={key}
            {...{ line, task, project, columns, slot }}
            rowIndex={rest.firstIndex + index}
            at={lineColumn(at, line)}
            range={rest.range?.lines.has(line) ? rest.range : undefined}
            isEditable={rest.isEditable}
            isPending={pending.has(task.id)}
            isPeeked={rest.peek === task.key}
          />
        )
      })}
    </div>
  )
}

const lineColumn = (at: Cell, line: string): ColumnId | undefined =>
  at.line === line ? at.column : undefined
