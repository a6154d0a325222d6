import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { knownTasks } from '../cache/known-tasks.ts'
import { canEdit } from '../rights.ts'
import { projectKeyOf } from '../task.ts'
import { isArchivable } from './archivable.ts'
import { selected } from './selection.ts'
import { taskKeys } from './task-keys.ts'

/** What keys do with a task, as far as its reader may; with the ones that are chosen when there are `many`. */
export function useTaskKeys(key: string | undefined, many: boolean) {
  const queryClient = useQueryClient()
  const { id: workspaceId } = useWorkspace()
  const projectKey = key === undefined ? undefined : projectKeyOf(key)
  const projects = useProjects(projectKey === undefined ? [] : [projectKey])
  const canArchive = useMemo(() => {
    const ids = selected()
    const known = knownTasks(queryClient, (task) => (many ? ids.has(task.id) : task.key === key))
    const isUnread = known.size < (many ? ids.size : 1)
    return (
      isUnread || [...known.values()].some((one) => isArchivable(queryClient, workspaceId, one))
    )
  }, [queryClient, workspaceId, key, many])
  const offered = taskKeys.filter((each) => canArchive || each.key !== 'shift+a')
  if (many) return offered.filter(({ isForMany }) => isForMany)
  if (key === undefined || projectKey === undefined) return []
  const project = projects.get(projectKey)
  // Its own page is the only one that shows a task in the trash.
  const shown = queryClient.getQueryData(trpc.task.tasks.get.queryKey({ workspaceId, key }))
  const isEditable =
    project !== undefined && !project.archivedAt && canEdit(project.role) && !shown?.trashedAt
  return offered.filter(({ isForReaders }) => isForReaders || isEditable)
}
