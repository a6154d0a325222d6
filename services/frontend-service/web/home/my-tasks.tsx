import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { m } from '../messages.ts'
import { NoProjects } from '../projects/no-projects.tsx'
import { useProjects } from '../projects/project.ts'
import { usePendingIds, useReplayedTasks } from '../tasks/cache/pending-actions.ts'
import { useToggle } from '../tasks/change/toggle.ts'
import { FieldKeys } from '../tasks/fields/field-keys.tsx'
import { TaskRow } from '../tasks/list/task-row.tsx'
import { useKeptFocus } from '../tasks/rows/kept-focus.ts'
import { AddHint } from '../tasks/rows/no-tasks.tsx'
import { besideRow, useRowKeys } from '../tasks/rows/row-keys.ts'
import { projectKeyOf } from '../tasks/task.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import type { Mine } from './mine-now.ts'

/** My open tasks by when they are due. */
export function MyTasks({ mine }: { mine: Mine }) {
  const replayed = useReplayedTasks()
  const overdue = replayed(mine.overdue)
  const today = replayed(mine.today)
  const next = replayed(mine.next)
  const undated = replayed(mine.undated ?? [])
  const all = [...overdue, ...today, ...next, ...undated]
  const projects = useProjects(all.map(({ key }) => projectKeyOf(key)))
  const pending = usePendingIds()
  const { peek } = useSearch({ strict: false })
  const toggle = useToggle()
  const { keepFocus } = useKeptFocus(all)
  useRowKeys((key) => {
    keepFocus(besideRow(key) ?? key, key)
    toggle(all.find((task) => task.key === key))
  })

  if (all.length === 0) return <NothingDue />
  const sections = [
    { title: m.home.overdue, tasks: overdue },
    { title: m.home.today, tasks: today },
    { title: m.home.next, tasks: next },
    { title: m.home.undated, tasks: undated },
  ]
  return (
    <>
      <FieldKeys tasks={all} keepFocus={keepFocus} hides={{ done: true, others: true }} />
      {sections.map(
        ({ title, tasks }) =>
          tasks.length > 0 && (
            <section key={title} aria-label={title} className="md:-mx-2">
              <h2 className="flex items-baseline gap-2 md:pl-10 px-4 pt-4 pb-1.5 font-strong">
                {title}
                <span className="text-ink-3 font-text nums">{tasks.length}</span>
              </h2>
              <ul className="md:[&>li>div:first-child]:pl-[31px]">
                {tasks.map((task) => (
                  <TaskRow
                    key={task.id}
                    task={task}
                    project={projects.get(projectKeyOf(task.key))}
                    isPending={pending.has(task.id)}
                    isPeeked={peek === task.key}
                    hideMe
                  />
                ))}
              </ul>
            </section>
          ),
      )}
    </>
  )
}

function NothingDue() {
  const { open } = useOverlays()
  const { id: workspaceId, role } = useWorkspace()
  const { data: places } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  // A guest founds no projects; what was given to them alone stands below.
  if (places?.length === 0) return role === 'guest' ? null : <NoProjects />
  return (
    <EmptyState
      title={m.home.noneTitle}
      action={
        <Button kind="line" onClick={() => open({ kind: 'quick-add' })}>
          {m.tasks.add}
        </Button>
      }
    >
      <p>{m.home.noneLead}</p>
      <AddHint />
    </EmptyState>
  )
}
