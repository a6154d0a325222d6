import { useQueryClient } from '@tanstack/react-query'
import { useWorkspace } from '../../account/session.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { canEdit } from '../rights.ts'
import { projectKeyOf } from '../task.ts'
import { taskKeys } from './task-keys.ts'

/** What keys do with a task, as far as its reader may; with the ones that are chosen when there are `many`. */
export function useTaskKeys(key: string | undefined, many: boolean) {
  const queryClient = useQueryClient()
  const { id: workspaceId } = useWorkspace()
  const projectKey = key === undefined ? undefined : projectKeyOf(key)
  const projects = useProjects(projectKey === undefined ? [] : [projectKey])
  if (many) return taskKeys.filter(({ isForMany }) => isForMany)
  if (key === undefined || projectKey === undefined) return []
  const project = projects.get(projectKey)
  // Its own page is the only one that shows a task in the trash.
  const shown = queryClient.getQueryData(trpc.task.tasks.get.queryKey({ workspaceId, key }))
  const isEditable =
    project !== undefined && !project.archivedAt && canEdit(project.role) && !shown?.trashedAt
  return taskKeys.filter(({ isForReaders }) => isForReaders || isEditable)
}
