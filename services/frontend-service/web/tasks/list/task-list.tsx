import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
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
import { useKeptFocus } from '../rows/kept-focus.ts'
import { NoTasks } from '../rows/no-tasks.tsx'
import { besideRow, useRowKeys } from '../rows/row-keys.ts'
import { StableView } from '../rows/stable-view.tsx'
import { orderText } from './part-order.ts'
import { staysWithin } from './sub-groups.ts'
import { TaskGroup } from './task-group.tsx'
import { treeKeys } from './tree-keys.ts'
import { UnfoldedContext, useUnfolded } from './unfolded.ts'
import { useParts } from './use-parts.ts'
import { useSections } from './use-sections.ts'

/** The tasks of a project in groups, by status unless somebody wants it otherwise. */
export function TaskList() {
  const project = useProject()
  const { peek } = useSearch({ strict: false })
  const { filter, matching, where, query, isFiltered, isUnordered, show, subGroupBy, day, saved } =
    useFilter('list')
  const order = orderText(query?.sort)
  const shown = statusesIn(where)
  const { data } = useSuspenseQuery(taskBoard(filter))
  const tree = useUnfolded(project.id)
  // Before the board: what it holds back is what is marked once it comes.
  const { parts, waiting: waitingParts } = useParts(data, tree.unfolded, order)
  const { board: stable, waiting } = useStableBoard(data, filter, staysWithin(subGroupBy, day))
  const board = useReplayed(stable)
  const { sections, columns, rows, outside, fold, again } = useSections({
    ...{ board, filter, subGroupBy, parts, statuses: shown, viewId: saved?.id },
  })
  const pending = usePendingIds()
  const toggle = useToggle()
  const box = useRefreshedBox()
  const { keepFocus, kept } = useKeptFocus(rows)
  const tasks = [...board.columns.flatMap((column) => column.tasks), ...[...parts.values()].flat()]
  useRowKeys(
    (key) => {
      keepFocus(shown ? (besideRow(key) ?? key) : key, key)
      toggle(tasks.find((task) => task.key === key))
    },
    treeKeys({ ...tree, tasks }),
  )

  if (isUnordered) return <SkeletonRows count={14} />
  const total = columns.reduce((sum, { count }) => sum + count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  return (
    <StableView count={total} waiting={isNews(waiting) ? waiting : waitingParts}>
      <BulkHost
        filter={matching}
        rows={rows}
        outside={outside}
        size={sizeOf(columns, board.groupBy)}
      />
      <FieldKeys tasks={tasks} keepFocus={keepFocus} hides={hiddenBy(where)} />
      <div ref={box} className="py-1 pb-18">
        <UnfoldedContext value={tree}>
          {sections.map((section) => (
            <TaskGroup
              key={section.id}
              {...{ section, filter, outside, pending, peek, kept }}
              onFold={fold}
              onAgain={again}
            />
          ))}
        </UnfoldedContext>
      </div>
    </StableView>
  )
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
