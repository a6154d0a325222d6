import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { useReplayedTask } from '../cache/pending-actions.ts'
import type { Task } from '../task.ts'

export function useTaskAt(key: string) {
  const { data } = useSuspenseQuery(useOptions(key))
  return useReplayedTask(data)
}

/** The same without waiting, for what is there before its task is. */
export const useTaskSoon = (key: string) => useQuery(useOptions(key))

function useOptions(key: string) {
  const { id: workspaceId } = useWorkspace()
  return trpc.task.tasks.get.queryOptions({ workspaceId, key }, { select: withRights })
}

/** In an archived project everybody only reads. */
const withRights = (task: Task): Task =>
  task.projectArchivedAt ? { ...task, role: 'viewer' } : task
