import { m } from '../../messages.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'
import { TaskSearch } from './task-search.tsx'

/** Makes a task part of another one of its project. */
export function ParentDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const act = useTaskAction()
  return (
    <TaskSearch
      title={m.tasks.chooseParent}
      projectId={task.projectId}
      isOffered={({ id }) => id !== task.id}
      onPick={({ id }) => {
        if (id !== task.parentId) act({ kind: 'change', task, fields: { parentId: id } })
      }}
      onClose={onClose}
    />
  )
}
