import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useProject } from '../../projects/project.ts'
import { BulkHost } from '../bulk/bulk-host.tsx'
import { type Column, sizeOf } from '../cache/columns.ts'
import type { Waiting } from '../cache/deferred-changes.ts'
import { usePendingIds, useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import { taskBoard } from '../cache/queries.ts'
import { useToggle } from '../change/toggle.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { NoMatch } from '../filter/no-match.tsx'
import { hiddenBy, statusesIn, useFilter } from '../filter/use-filter.ts'
import { useKeptFocus } from '../rows/kept-focus.ts'
import { NoTasks } from '../rows/no-tasks.tsx'
import { besideRow, useRowKeys } from '../rows/row-keys.ts'
import { StableView } from '../rows/stable-view.tsx'
import { type ListGroup, useListGroups } from './list-groups.tsx'
import { TaskGroup } from './task-group.tsx'
import { partsOutside, type Tree, treeOf } from './tree.ts'
import { treeKeys } from './tree-keys.ts'
import { UnfoldedContext, useUnfolded } from './unfolded.ts'
import { useParts } from './use-parts.ts'

/** The tasks of a project in groups, by status unless somebody wants it otherwise. */
export function TaskList() {
  const project = useProject()
  const { peek } = useSearch({ strict: false })
  const { filter, matching, where, isFiltered, show } = useFilter('list')
  const shown = statusesIn(where)
  const { data } = useSuspenseQuery(taskBoard(filter))
  const tree = useUnfolded(project.id)
  // Before the board: what it holds back is what is marked once it comes.
  const { parts, waiting: waitingParts } = useParts(data, tree.unfolded)
  const { board: stable, waiting } = useStableBoard(data, filter)
  const board = useReplayed(stable)
  const trees = useMemo(
    () => new Map(board.columns.map((column) => [column.statusId, treeOf(column, parts)])),
    [board, parts],
  )
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const pending = usePendingIds()
  const toggle = useToggle()
  const box = useRefreshedBox()
  const groups = useListGroups(board, shown)
  const outside = partsOutside(
    groups.map(({ column }) => column),
    board.groupBy,
    parts,
  )
  const columns = inView(groups, folded)
  const rows = columns.flatMap((column) => treeIn(trees, column).column.tasks)
  const { keepFocus, kept } = useKeptFocus(rows)
  const tasks = [...board.columns.flatMap((column) => column.tasks), ...[...parts.values()].flat()]
  useRowKeys(
    (key) => {
      keepFocus(shown ? (besideRow(key) ?? key) : key, key)
      toggle(tasks.find((task) => task.key === key))
    },
    treeKeys({ ...tree, tasks }),
  )

  const total = groups.reduce((sum, { column }) => sum + column.count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  return (
    <StableView count={total} waiting={isNews(waiting) ? waiting : waitingParts}>
      <BulkHost
        filter={matching}
        rows={rows}
        outside={outside}
        size={sizeOf(
          groups.map(({ column }) => column),
          board.groupBy,
        )}
      />
      <FieldKeys tasks={tasks} keepFocus={keepFocus} hides={hiddenBy(where)} />
      <div ref={box} className="py-1 pb-18">
        <UnfoldedContext value={tree}>
          {groups.map(({ group, column }) => (
            <TaskGroup
              key={group.id}
              filter={filter}
              group={group}
              column={column}
              tree={treeIn(trees, column)}
              outside={outside}
              pending={pending}
              peek={peek}
              kept={kept}
              isOpen={!folded.has(group.id)}
              onToggle={() => setFolded(toggled(folded, group.id))}
            />
          ))}
        </UnfoldedContext>
      </div>
    </StableView>
  )
}

const treeIn = (trees: ReadonlyMap<string, Tree>, column: Column) =>
  trees.get(column.statusId) ?? treeOf(column, new Map())

const isNews = ({ come, others }: Waiting) => come + others > 0

const inView = (
  groups: readonly { group: ListGroup; column: Column }[],
  folded: ReadonlySet<string>,
) => groups.filter(({ group }) => !folded.has(group.id)).map(({ column }) => column)

function toggled(folded: ReadonlySet<string>, id: string) {
  const next = new Set(folded)
  if (!next.delete(id)) next.add(id)
  return next
}

/** Renders anew when the height changes: each group has to know how far down it begins. */
function useRefreshedBox() {
  const box = useRef<HTMLDivElement>(null)
  const [, setHeight] = useState(0)
  useEffect(() => {
    if (!box.current) return
    const watch = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  return box
}
