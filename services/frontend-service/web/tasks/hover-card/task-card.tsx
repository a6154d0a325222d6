import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Calendar } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { factsOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Due } from '../fields/due.tsx'
import { People } from '../fields/people.tsx'
import { PriorityIcon } from '../fields/priority.tsx'
import { StatusIcon, StatusShape } from '../fields/status.tsx'
import { isDone, projectKeyOf, type SharedTask, type Status, type Task } from '../task.ts'

interface Props {
  taskKey: string
  frame: (content: ReactNode) => ReactNode
}

/** A task in short, once it is known; one that was given to the reader alone as they see it. */
export function TaskCard({ taskKey, frame }: Props) {
  const { id: workspaceId } = useWorkspace()
  const asked = { workspaceId, key: taskKey }
  const { data: task, error } = useQuery(
    trpc.task.tasks.get.queryOptions(asked, { retryOnMount: false }),
  )
  const isElsewhere = factsOf(error).status === 404
  const { data: alone } = useQuery(
    trpc.task.sharedTasks.get.queryOptions(asked, {
      ...{ enabled: isElsewhere, retryOnMount: false, gcTime: 0 },
    }),
  )
  // The key of a text may be one that it had in another project.
  const projectKey = projectKeyOf(task?.key ?? taskKey)
  const project = useProjects([projectKey]).get(projectKey)
  if (isElsewhere && alone) {
    const icon = <StatusShape shape={alone.status.group} />
    return frame(<Facts task={alone} status={alone.status} icon={icon} />)
  }
  if (!task || !project) return null
  const status = project.statuses.find(({ id }) => id === task.statusId)
  const icon = <StatusIcon project={project} statusId={task.statusId} isDecorative />
  return frame(
    <>
      <Facts {...{ task, status, icon }} />
      {task.trashedAt && <p className="mt-2 text-12 text-warning-ink">{m.tasks.inTrash}</p>}
    </>,
  )
}

interface FactsProps {
  task: Task | SharedTask
  status: Pick<Status, 'name' | 'group'> | undefined
  icon: ReactNode
}

function Facts({ task, status, icon }: FactsProps) {
  const { nameOf } = usePeople()
  const done = isDone(status)
  return (
    <>
      <p className="text-12 text-ink-3 nums">{task.key}</p>
      <p className={clsx('mt-0.5 font-title line-clamp-3 break-words', done && 'text-ink-3')}>
        {task.title}
      </p>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1.5 text-12 text-ink-2">
        <li className={part}>
          {icon}
          {status?.name}
        </li>
        {task.priority !== 'none' && (
          <li className={part}>
            <PriorityIcon priority={task.priority} isDecorative />
            {m.tasks.priorities[task.priority]}
          </li>
        )}
        {task.dueDate && (
          <li className={part}>
            <Calendar aria-hidden className="size-3.5! text-ink-3" />
            <Due task={task} isDone={done} />
          </li>
        )}
        {task.assigneeIds.length > 0 && (
          <li className={part}>
            <People ids={task.assigneeIds} size={18} />
            {task.assigneeIds.length === 1 && (
              <span aria-hidden>{nameOf(task.assigneeIds[0] ?? null)}</span>
            )}
          </li>
        )}
      </ul>
    </>
  )
}

const part = 'inline-flex items-center gap-1.5 min-w-0'
