import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { TITLE_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { AddLine } from '../../ui/add-line.tsx'
import { IconButton } from '../../ui/button.tsx'
import { useReplayedTasks } from '../cache/pending-actions.ts'
import { People } from '../fields/people.tsx'
import { StatusPicker } from '../fields/status.tsx'
import { isDone, projectKeyOf, type Task } from '../task.ts'
import { Progress } from './progress.tsx'
import { RelatedLink } from './related-link.tsx'
import { useCreateSubtask } from './use-create-subtask.ts'

interface Props {
  task: Task
  isEditable: boolean
  layout: 'peek' | 'page'
}

/** The parts of a task, and a line that adds one after the other. */
export function SubtasksSection({ task, isEditable, layout }: Props) {
  const project = useProjectAt(projectKeyOf(task.key))
  const { data } = useSuspenseQuery(trpc.task.tasks.subtasks.queryOptions({ taskId: task.id }))
  const items = useReplayedTasks()(data.items)
  const [isAdding, setAdding] = useState(false)
  const create = useCreateSubtask(task)
  if (!isEditable && items.length === 0) return null
  return (
    <section aria-label={m.tasks.subtasks} className="mt-5">
      <div className="flex items-center gap-2 min-h-7">
        <h2 className="font-strong">{m.tasks.subtasks}</h2>
        <span className="text-12 text-ink-3">
          <Progress of={data.progress} />
        </span>
        {isEditable && (
          <IconButton label={m.tasks.addSubtask} onClick={() => setAdding(true)}>
            <Plus aria-hidden />
          </IconButton>
        )}
      </div>
      <ul>
        {items.map((item) => {
          const done = isDone(project.statuses.find(({ id }) => id === item.statusId))
          return (
            <li
              key={item.id}
              className="flex items-center gap-2 min-h-8 -mx-2 px-2 rounded-sm hover:bg-hover"
            >
              <StatusPicker project={project} task={item} />
              <span className="text-12 text-ink-3 nums whitespace-nowrap flex-none">
                {item.key}
              </span>
              <RelatedLink task={item} layout={layout} isDone={done} />
              <span className="ml-auto flex items-center gap-2 text-12 text-ink-3">
                <Progress of={item.subtasks} />
                <People ids={item.assigneeIds} />
              </span>
            </li>
          )
        })}
      </ul>
      {isAdding && (
        <div className="-mx-3.5">
          <AddLine
            label={m.tasks.addSubtask}
            action={m.tasks.add}
            limit={TITLE_MAX}
            hasFocus
            onAdd={create}
          />
        </div>
      )}
    </section>
  )
}
