import { useQueryClient } from '@tanstack/react-query'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { isDone, projectKeyOf, type TaskRow } from '../task.ts'
import { useTaskAction } from './use-task-action.ts'

/** Completes an open task, opens a completed one again. */
export function useToggle() {
  const act = useTaskAction()
  const queryClient = useQueryClient()
  const { id: workspaceId } = useWorkspace()
  return (task: TaskRow | undefined) => {
    if (!task) return
    const project = queryClient.getQueryData(
      trpc.task.projects.get.queryKey({ workspaceId, key: projectKeyOf(task.key) }),
    )
    const current = project?.statuses.find(({ id }) => id === task.statusId)
    const kind = isDone(current) ? 'reopen' : 'close'
    const group = kind === 'close' ? 'completed' : 'unstarted'
    const target = project?.statuses.find((status) => status.group === group)
    act({ kind, task, statusId: target?.id ?? task.statusId })
  }
}
