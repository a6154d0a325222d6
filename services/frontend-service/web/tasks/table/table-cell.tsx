import { memo } from 'react'
import { Ago } from '../../account/time.tsx'
import { m } from '../../messages.ts'
import { Chip } from '../../ui/form/colour.tsx'
import { PendingDot } from '../change/pending-dot.tsx'
import { Due } from '../fields/due.tsx'
import { People } from '../fields/people.tsx'
import { PriorityIcon } from '../fields/priority.tsx'
import { Start } from '../fields/start.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { PartsButton } from '../list/parts-button.tsx'
import { BlockedMark } from '../relations/blocked-mark.tsx'
import { TaskLink } from '../rows/task-link.tsx'
import { Progress } from '../subtasks/progress.tsx'
import { isDone, type Project, type TaskRow } from '../task.ts'
import type { ColumnId } from './columns.ts'

interface Props {
  column: ColumnId
  task: TaskRow
  project: Project
  /** 1 for what is part of nothing that is shown above it. */
  level: number
  /** Shown as a part of another, while the filter leaves it out. */
  isOutside: boolean
  isPending: boolean
  /** Of the link to the task, which is where the keys find it. */
  tabIndex: number
}

/** What a cell shows of a task; nothing where the task has nothing. */
export const CellContent = memo(function CellContent({ column, task, project, ...more }: Props) {
  const status = project.statuses.find(({ id }) => id === task.statusId)
  const done = isDone(status)
  switch (column) {
    case 'select':
      return null
    case 'task':
      return (
        <>
          {more.level > 1 && <Indent level={more.level} />}
          <PartsButton task={task} tabIndex={-1} />
          <TaskLink
            task={task}
            isDone={done}
            tabIndex={more.tabIndex}
            className="w-13.5 flex-none text-12 text-ink-3 nums whitespace-nowrap hover:underline"
          >
            {task.key}
          </TaskLink>
          <span
            className={done || more.isOutside ? 'cut font-title text-ink-3' : 'cut font-title'}
            title={task.title}
          >
            {task.title}
          </span>
          {more.isOutside && <span className="sr-only">{m.tasks.outsideFilter}</span>}
          {more.isPending && <PendingDot />}
          <BlockedMark task={task} isDone={done} />
          {task.subtasks && (
            <span className="max-md:hidden text-12 text-ink-3">
              <Progress of={task.subtasks} />
            </span>
          )}
        </>
      )
    case 'status':
      return (
        <>
          <StatusIcon project={project} statusId={task.statusId} isDecorative />
          <span className="cut">{status?.name}</span>
        </>
      )
    case 'priority':
      return task.priority === 'none' ? null : (
        <>
          <PriorityIcon priority={task.priority} isDecorative />
          {m.tasks.priorities[task.priority]}
        </>
      )
    case 'assignees':
      return task.assigneeIds.length > 0 ? <People ids={task.assigneeIds} /> : null
    case 'labels':
      return <Labels task={task} project={project} />
    case 'due':
      return (
        <span className="cut">
          <Due task={task} isDone={done} />
        </span>
      )
    case 'start':
      return (
        <span className="cut">
          <Start task={task} />
        </span>
      )
    case 'estimate':
      return task.estimate
    case 'created':
      return <Ago at={task.createdAt} />
    case 'updated':
      return <Ago at={task.updatedAt} />
    default:
      return column satisfies never
  }
})

/** Parts stand further in; on a phone by less. */
const Indent = ({ level }: { level: number }) => (
  <span
    aria-hidden
    style={{ '--steps': level - 1 }}
    className="flex-none w-[calc(var(--steps)*20px)] max-md:w-[calc(var(--steps)*10px)]"
  />
)

/** The first one, and how many more. */
function Labels({ task: { labelIds }, project }: Pick<Props, 'task' | 'project'>) {
  const labels = project.labels.filter(({ id }) => labelIds.includes(id))
  const [first] = labels
  if (!first) return null
  return (
    <>
      <Chip colour={first.color} text={first.name} />
      {labels.length > 1 && (
        <span className="text-12 text-ink-3 nums" title={labels.map(({ name }) => name).join(', ')}>
          +{labels.length - 1}
        </span>
      )}
    </>
  )
}
