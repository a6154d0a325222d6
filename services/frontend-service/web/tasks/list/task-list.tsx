import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useProject } from '../../projects/project.ts'
import { BulkHost } from '../bulk/bulk-host.tsx'
import type { Column } from '../cache/columns.ts'
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
import { inListOrder, type Status } from '../task.ts'
import { TaskGroup } from './task-group.tsx'

/** The tasks of a project by status. */
export function TaskList() {
  const project = useProject()
  const { peek } = useSearch({ strict: false })
  const { filter, where, isFiltered, show } = useFilter('list')
  const shown = statusesIn(where)
  const { data } = useSuspenseQuery(taskBoard(filter))
  const { board: stable, waiting } = useStableBoard(data, filter)
  const board = useReplayed(stable)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const pending = usePendingIds()
  const toggle = useToggle()
  const box = useRefreshedBox()
  const groups = inListOrder(project.statuses)
    .filter(({ id }) => !shown || shown.includes(id))
    .flatMap((status) => {
      const column = board.columns.find(({ statusId }) => statusId === status.id)
      return column && column.count > 0 ? { status, column } : []
    })
  const columns = inView(groups, folded)
  const { keepFocus, kept } = useKeptFocus(columns.flatMap((column) => column.tasks))
  const tasks = board.columns.flatMap((column) => column.tasks)
  useRowKeys((key) => {
    keepFocus(shown ? (besideRow(key) ?? key) : key)
    toggle(tasks.find((task) => task.key === key))
  })

  const total = groups.reduce((sum, { column }) => sum + column.count, 0)
  if (total === 0 && isFiltered) return <NoMatch onClear={() => show('')} />
  if (total === 0) return <NoTasks projectKey={project.key} />
  return (
    <StableView count={total} waiting={waiting}>
      <BulkHost filter={filter} columns={columns} />
      <FieldKeys tasks={tasks} keepFocus={keepFocus} hides={hiddenBy(where)} />
      <div ref={box} className="py-1 pb-18">
        {groups.map(({ status, column }) => (
          <TaskGroup
            key={status.id}
            filter={filter}
            status={status}
            column={column}
            pending={pending}
            peek={peek}
            kept={kept}
            isOpen={!folded.has(status.id)}
            onToggle={() => setFolded(toggled(folded, status.id))}
          />
        ))}
      </div>
    </StableView>
  )
}

const inView = (
  groups: readonly { status: Status; column: Column }[],
  folded: ReadonlySet<string>,
) => groups.filter(({ status }) => !folded.has(status.id)).map(({ column }) => column)

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
