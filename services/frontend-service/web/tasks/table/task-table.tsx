import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useIsPhone } from '../../frame/phone.ts'
import { useProject } from '../../projects/project.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { BulkHost } from '../bulk/bulk-host.tsx'
import { sizeOf } from '../cache/columns.ts'
import { isNews } from '../cache/deferred-changes.ts'
import { usePendingIds, useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import { taskBoard } from '../cache/queries.ts'
import { useToggle } from '../change/toggle.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { NoMatch } from '../filter/no-match.tsx'
import { hiddenBy, statusesIn, useFilter } from '../filter/use-filter.ts'
import { orderText } from '../list/part-order.ts'
import { staysWithin } from '../list/sub-groups.ts'
import { UnfoldedContext, useUnfolded } from '../list/unfolded.ts'
import { useParts } from '../list/use-parts.ts'
import { useSections } from '../list/use-sections.ts'
import { canEdit } from '../rights.ts'
import { useKeptFocus } from '../rows/kept-focus.ts'
import { NoTasks } from '../rows/no-tasks.tsx'
import { useRowKeys } from '../rows/row-keys.ts'
import { useIsChoosing } from '../rows/selection.ts'
import { StableView } from '../rows/stable-view.tsx'
import { useBlockActs, useClipboard } from './block/use-block-acts.ts'
import { CellEditor } from './cell-editor.tsx'
import { lookOf } from './cell-look.ts'
import type { Column } from './columns.ts'
import { linesOf, rowIndexes } from './lines.ts'
import { TableFoot } from './table-foot.tsx'
import { TableGroup } from './table-group.tsx'
import { TableHead } from './table-head.tsx'
import { tableWords } from './table-words.ts'
import { templateOf } from './template.ts'
import { useColumns } from './use-columns.ts'
import { useGrid } from './use-grid.ts'

/** The tasks of a project as lines of cells, in the groups and the order of its list. */
export function TaskTable() {
  const project = useProject()
  const { peek } = useSearch({ strict: false })
  const { filter, matching, where, query, isFiltered, isUnordered, show, subGroupBy, day, saved } =
    useFilter('list')
  const { data } = useSuspenseQuery(taskBoard(filter))
  const { unfolded, toggle: unfold } = useUnfolded(project.id)
  const order = orderText(query?.sort)
  // Before the board: what it holds back is what is marked once it comes.
  const { parts, waiting: waitingParts } = useParts(data, unfolded, order)
  const { board: stable, waiting } = useStableBoard(data, filter, staysWithin(subGroupBy, day))
  const board = useReplayed(stable)
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

  const {
    sections,
    columns: groups,
    rows,
    outside,
    fold,
    again,
  } = useSections({
    ...{ board, filter, subGroupBy, parts, statuses: statusesIn(where), viewId: saved?.id },
  })
  const lines = linesOf(sections)
  const { first, foot } = rowIndexes(sections)
  const root = useRef<HTMLDivElement>(null)
  const cells = { lines, columns: columns.map(({ id }) => id) }
  const acts = useBlockActs({ project, ...cells })
  const grid = useGrid({
    ...{ root, isEditable, unfolded, ...cells },
    onUnfold: unfold,
    onFold: fold,
    onBlock: (act, block) => acts[act](block),
  })
  useClipboard(root, grid.block, acts)
  const range = grid.range && lookOf(grid.range)
  const { keepFocus, kept } = useKeptFocus(rows)
  const tasks = [...board.columns.flatMap((column) => column.tasks), ...[...parts.values()].flat()]
  useRowKeys((key) => toggle(tasks.find((task) => task.key === key)))
  const hasTree = tasks.some(({ subtasks }) => subtasks)
  const tree = useMemo(
    () => (hasTree ? { unfolded, toggle: unfold } : undefined),
    [hasTree, unfolded, unfold],
  )

  if (isUnordered) return <SkeletonRows count={14} />
  const total = groups.reduce((sum, { count }) => sum + count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  const { style } = templateOf(columns, isPhone)
  return (
    <StableView className="sheet" count={total} waiting={isNews(waiting) ? waiting : waitingParts}>
      <BulkHost
        filter={matching}
        rows={rows}
        outside={outside}
        size={sizeOf(groups, board.groupBy)}
      />
      <FieldKeys tasks={tasks} keepFocus={keepFocus} hides={hiddenBy(where)} />
      <div
        ref={root}
        role="treegrid"
        aria-label={tableWords().grid(project.name)}
        aria-rowcount={foot}
        aria-colcount={columns.length}
        aria-multiselectable
        style={{ ...style, '--heads': subGroupBy ? '100px' : '68px' }}
        className="flex flex-col flex-1 nums"
        {...grid.props}
      >
        <TableHead {...{ all, columns, root }} at={grid.at} onColumns={keepColumns} />
        <UnfoldedContext value={tree}>
          {sections.map((section) => (
            <TableGroup
              key={section.id}
              {...{ section, filter, columns, first, kept, outside, pending, peek, isEditable }}
              {...{ at: grid.at, atTask: grid.task, range }}
              onFold={fold}
              onAgain={again}
            />
          ))}
        </UnfoldedContext>
        <TableFoot
          {...{ project, columns, groups }}
          groupBy={board.groupBy}
          range={grid.range}
          rowIndex={foot}
        />
      </div>
      {grid.editing && <CellEditor {...grid.editing} />}
    </StableView>
  )
}
