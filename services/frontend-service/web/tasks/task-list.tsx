import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMe } from '../account/session.ts'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { useOverlays } from '../shell/overlays.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { usePendingIds } from './changes.ts'
import { GroupHeader } from './group-header.tsx'
import { NoTasks } from './no-tasks.tsx'
import { taskList } from './reads.ts'
import { useRowKeys } from './row-keys.ts'
import { inListOrder, type TaskRow as Row } from './task.ts'
import { TaskRow } from './task-row.tsx'
import { useToggle } from './toggle.ts'

/** The tasks of a project by status. */
export function TaskList({ all, mine }: { all?: true; mine?: true }) {
  const project = useProject()
  const me = useMe()
  const { peek } = useSearch({ strict: false })
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    taskList({
      projectId: project.id,
      ...(!all && { open: true }),
      ...(mine && { assigneeId: me.id }),
    }),
  )
  const tasks = useMemo(() => data.pages.flatMap(({ items }) => items), [data])
  const pending = usePendingIds()
  const toggle = useToggle()
  useRowKeys((key) => toggle(tasks.find((task) => task.key === key)))

  if (tasks.length === 0) return all || mine ? <NoMatch /> : <NoTasks projectKey={project.key} />
  return (
    <div className="py-1 pb-18">
      {inListOrder(project.statuses).map((status) => (
        <Group
          key={status.id}
          statusId={status.id}
          tasks={tasks.filter(({ statusId }) => statusId === status.id)}
          pending={pending}
          peek={peek}
        />
      ))}
      {hasNextPage && (
        <div className="grid justify-center py-4">
          <Button kind="line" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {m.tasks.showMore}
          </Button>
        </div>
      )}
    </div>
  )
}

interface GroupProps {
  statusId: string
  tasks: Row[]
  pending: Set<string>
  peek?: string
}

function Group({ statusId, tasks, pending, peek }: GroupProps) {
  const project = useProject()
  const { open, prepare } = useOverlays()
  const [isOpen, setOpen] = useState(true)
  const status = project.statuses.find(({ id }) => id === statusId)
  if (!status || tasks.length === 0) return null
  const add = () => open({ kind: 'quick-add', projectKey: project.key, statusId })
  return (
    <section aria-label={status.name} className="mb-1.5">
      <GroupHeader
        project={project}
        status={status}
        count={tasks.length}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
        onAdd={add}
      />
      {isOpen && (
        <>
          <ul>
            {tasks.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                project={project}
                isPending={pending.has(task.id)}
                isPeeked={peek === task.key}
              />
            ))}
          </ul>
          <button
            type="button"
            onPointerEnter={() => prepare('quick-add')}
            onClick={add}
            className="flex items-center gap-2 h-7.5 mx-2 pl-9 pr-5 rounded-sm text-ink-3 hover:bg-hover hover:text-ink-2 w-[calc(100%-16px)] max-md:hidden"
          >
            <Plus aria-hidden />
            {m.tasks.add}
          </button>
        </>
      )}
    </section>
  )
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
