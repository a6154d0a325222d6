import { useSuspenseQuery } from '@tanstack/react-query'
import { useWorkspace } from '../account/session.ts'
import { trpc } from '../trpc.ts'

export function useTaskAt(key: string) {
  const { id: workspaceId } = useWorkspace()
  return useSuspenseQuery(trpc.task.tasks.get.queryOptions({ workspaceId, key })).data
}

/** Roles that may change a task, and those that may at least comment. */
export const canEdit = (role: string) => ['owner', 'admin', 'member'].includes(role)
export const canComment = (role: string) => canEdit(role) || role === 'commenter'
