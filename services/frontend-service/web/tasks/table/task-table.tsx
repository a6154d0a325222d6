import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useIsPhone } from '../../frame/phone.ts'
import { useProject } from '../../projects/project.ts'
import { BulkHost } from '../bulk/bulk-host.tsx'
import { sizeOf } from '../cache/columns.ts'
import { usePendingIds, useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import { taskBoard } from '../cache/queries.ts'
import { useToggle } from '../change/toggle.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { NoMatch } from '../filter/no-match.tsx'
import { hiddenBy, statusesIn, useFilter } from '../filter/use-filter.ts'
import { useListGroups } from '../list/list-groups.tsx'
import { canEdit } from '../rights.ts'
import { useKeptFocus } from '../rows/kept-focus.ts'
import { NoTasks } from '../rows/no-tasks.tsx'
import { useRowKeys } from '../rows/row-keys.ts'
import { useIsChoosing } from '../rows/selection.ts'
import { StableView } from '../rows/stable-view.tsx'
import { CellEditor } from './cell-editor.tsx'
import { lookOf } from './cell-look.ts'
import type { Column } from './columns.ts'
import { linesOf, rowIndexes } from './lines.ts'
import { TableFoot } from './table-foot.tsx'
import { TableGroup } from './table-group.tsx'
import { TableHead } from './table-head.tsx'
import { tableWords } from './table-words.ts'
import { templateOf } from './template.ts'
import { useBlockActs, useClipboard } from './use-block-acts.ts'
import { useColumns } from './use-columns.ts'
import { useGrid } from './use-grid.ts'

/** The tasks of a project as lines of cells, in the groups and the order of its list. */
export function TaskTable() {
  const project = useProject()
  const { peek } = useSearch({ strict: false })
  const { filter, matching, where, isFiltered, show } = useFilter('list')
  const { data } = useSuspenseQuery(taskBoard(filter))
  const { board: stable, waiting } = useStableBoard(data, filter)
  const board = useReplayed(stable)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const pending = usePendingIds()
  const toggle = useToggle()
  const isPhone = useIsPhone()
  const isEditable = canEdit(project.role) && !project.archivedAt
  const { columns: all, keepColumns } = useColumns(project)
  const hasBoxes = useIsChoosing() || !isPhone
  const columns = useMemo(() => {
    const isShown = ({ id, isHidden }: Column) =>
      !isHidden && (id !== 'select' || (isEditable && hasBoxes))
    return all.filter(isShown)
  }, [all, isEditable, hasBoxes])

  const groups = useListGroups(board, statusesIn(where)).map((each) => ({
    ...each,
    isOpen: !folded.has(each.group.id),
  }))
  const open = groups.filter(({ isOpen }) => isOpen).map(({ column }) => column)
  const lines = linesOf(groups)
  const { first, foot } = rowIndexes(groups)
  const root = useRef<HTMLDivElement>(null)
  const fold = (id: string, isOpen: boolean) =>
    setFolded(
      (before) => new Set(isOpen ? [...before].filter((each) => each !== id) : [...before, id]),
    )
  const cells = { lines, columns: columns.map(({ id }) => id) }
  const acts = useBlockActs({ project, ...cells })
  const grid = useGrid({
    ...{ root, isEditable, ...cells },
    onFold: fold,
    onBlock: (act, block) => acts[act](block),
  })
  useClipboard(root, grid.block, acts)
  const range = grid.range && lookOf(grid.range)
  const { keepFocus, kept } = useKeptFocus(open.flatMap((column) => column.tasks))
  const tasks = board.columns.flatMap((column) => column.tasks)
  useRowKeys((key) => toggle(tasks.find((task) => task.key === key)))

  const total = groups.reduce((sum, { column }) => sum + column.count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  const { style } = templateOf(columns, isPhone)
  return (
    <StableView className="sheet" count={total} waiting={waiting}>
      <BulkHost
        filter={matching}
        rows={open.flatMap((column) => column.tasks)}
        size={sizeOf(
          groups.map(({ column }) => column),
          board.groupBy,
        )}
      />
      <FieldKeys tasks={tasks} keepFocus={keepFocus} hides={hiddenBy(where)} />
      <div
        ref={root}
        role="grid"
        aria-label={tableWords().grid(project.name)}
        aria-rowcount={foot}
        aria-colcount={columns.length}
        aria-multiselectable
        style={style}
        className="flex flex-col flex-1 nums"
        {...grid.props}
      >
        <TableHead {...{ all, columns, root }} at={grid.at} onColumns={keepColumns} />
        {groups.map((each, index) => (
          <TableGroup
            key={each.group.id}
            {...each}
            {...{ filter, columns, kept, pending, peek, isEditable }}
            rowIndex={first[index] ?? 2}
            at={grid.at}
            atTask={grid.task}
            range={range}
            onToggle={() => fold(each.group.id, !each.isOpen)}
          />
        ))}
        <TableFoot
          {...{ project, columns }}
          groupBy={board.groupBy}
          groups={groups.map(({ column }) => column)}
          range={grid.range}
          rowIndex={foot}
        />
      </div>
      {grid.editing && <CellEditor {...grid.editing} />}
    </StableView>
  )
}
