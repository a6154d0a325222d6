import { useSuspenseQuery } from '@tanstack/react-query'
import { useWorkspace } from '../account/session.ts'
import { trpc } from '../trpc.ts'

export function useTaskAt(key: string) {
  const { id: workspaceId } = useWorkspace()
  return useSuspenseQuery(trpc.task.tasks.get.queryOptions({ workspaceId, key })).data
}
