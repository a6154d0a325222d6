import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BulkHost } from '../bulk/bulk-host.tsx'
import type { Column } from '../cache/columns.ts'
import { usePendingIds, useReplayed } from '../cache/pending-actions.ts'
import { useStill } from '../cache/pending-updates.ts'
import { taskBoard } from '../cache/queries.ts'
import { useToggle } from '../change/toggle.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { CalmView } from '../rows/calm-view.tsx'
import { useKeptFocus } from '../rows/kept-focus.ts'
import { NoTasks } from '../rows/no-tasks.tsx'
import { besideRow, useRowKeys } from '../rows/row-keys.ts'
import { inListOrder, isDone, type Status } from '../task.ts'
import { TaskGroup } from './task-group.tsx'

/** The tasks of a project by status. */
export function TaskList({ all, mine }: { all?: true; mine?: true }) {
  const project = useProject()
  const me = useMe()
  const { peek } = useSearch({ strict: false })
  const filter = { projectId: project.id, ...(mine && { assigneeId: me.id }) }
  const { data } = useSuspenseQuery(taskBoard(filter))
  const { board: still, waiting } = useStill(data)
  const board = useReplayed(still)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const pending = usePendingIds()
  const toggle = useToggle()
  const { keepFocus, kept } = useKeptFocus()
  const box = useRefreshedBox()
  const tasks = board.columns.flatMap((column) => column.tasks)
  useRowKeys((key) => {
    keepFocus(all ? key : (besideRow(key) ?? key))
    toggle(tasks.find((task) => task.key === key))
  })

  const groups = inListOrder(project.statuses)
    .filter((status) => all || !isDone(status))
    .flatMap((status) => {
      const column = board.columns.find(({ statusId }) => statusId === status.id)
      return column && column.count > 0 ? { status, column } : []
    })
  const total = groups.reduce((sum, { column }) => sum + column.count, 0)
  if (total === 0) return all || mine ? <NoMatch /> : <NoTasks projectKey={project.key} />
  return (
    <CalmView count={total} waiting={waiting}>
      <BulkHost filter={filter} columns={inView(groups, folded)} />
      <FieldKeys tasks={tasks} keepFocus={keepFocus} hides={{ done: !all, others: mine }} />
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
    </CalmView>
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

function NoMatch() {
  const navigate = useNavigate()
  return (
    <EmptyState
      title={m.tasks.noneFiltered}
      action={
        <Button kind="line" onClick={() => void navigate({ to: '.', search: {} })}>
          {m.tasks.clearFilter}
        </Button>
      }
    />
  )
}
