import type { QueryClient } from '@tanstack/react-query'
import { projectAt } from '../../projects/queries.ts'
import { isDone, projectKeyOf, type TaskRow } from '../task.ts'

/** Whether a task can go into the archive or come out of it. What is not known yet is the server's to refuse. */
export function isArchivable(queryClient: QueryClient, workspaceId: string, task: TaskRow) {
  if (task.archivedAt) return true
  const project = queryClient.getQueryData(projectAt(workspaceId, projectKeyOf(task.key)).queryKey)
  const status = project?.statuses.find(({ id }) => id === task.statusId)
  return status === undefined || isDone(status)
}
