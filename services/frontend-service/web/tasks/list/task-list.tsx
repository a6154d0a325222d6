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
import { useWhole } from '../rows/use-whole.ts'
import { useListGroups } from './list-groups.tsx'
import { staysWithin } from './sub-groups.ts'
import { TaskGroup } from './task-group.tsx'
import { partsOutside, treeOf } from './tree.ts'
import { treeKeys } from './tree-keys.ts'
import { UnfoldedContext, useUnfolded } from './unfolded.ts'
import { useParts } from './use-parts.ts'
import { useSubGroups } from './use-sub-groups.ts'

/** The tasks of a project in groups, by status unless somebody wants it otherwise. */
export function TaskList() {
  const project = useProject()
  const { peek } = useSearch({ strict: false })
  const { filter, matching, where, isFiltered, show, subGroupBy } = useFilter('list')
  const shown = statusesIn(where)
  const { data } = useSuspenseQuery(taskBoard(filter))
  const tree = useUnfolded(project.id)
  // Before the board: what it holds back is what is marked once it comes.
  const { parts, waiting: waitingParts } = useParts(data, tree.unfolded)
  const { board: stable, waiting } = useStableBoard(data, filter, staysWithin(subGroupBy))
  const board = useReplayed(stable)
  const { leaves, within } = useSubGroups(board, subGroupBy)
  const trees = useMemo(
    () => new Map(leaves.map((column) => [column, treeOf(column, parts)])),
    [leaves, parts],
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
  const shownAs = (id: string, column: Column) => ({
    ...{ isOpen: !folded.has(id), onToggle: () => setFolded(toggled(folded, id)) },
    tree: trees.get(column) ?? treeOf(column, parts),
  })
  const sections = groups.map(({ group, column }) => {
    const subs = within(group.id)?.map((sub) => ({
      ...sub,
      ...shownAs(`${group.id} ${sub.group.id}`, sub.column),
    }))
    return { group, column, ...shownAs(group.id, subs ? emptied(column) : column), within: subs }
  })
  const open = sections.filter(({ isOpen }) => isOpen)
  useWhole(filter, subGroupBy ? open.map(({ column }) => column) : none)
  const rows = open
    .flatMap((section) => section.within?.filter(({ isOpen }) => isOpen) ?? [section])
    .flatMap(({ tree }) => tree.column.tasks)
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
          {sections.map((section) => (
            <TaskGroup
              key={section.group.id}
              {...section}
              {...{ filter, outside, pending, peek, kept }}
            />
          ))}
        </UnfoldedContext>
      </div>
    </StableView>
  )
}

const none: readonly Column[] = []

/** Its tasks stand in the groups within it. */
const emptied = (column: Column): Column => ({ ...column, tasks: [], count: 0, nextCursor: null })

const isNews = ({ come, others }: Waiting) => come + others > 0

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
