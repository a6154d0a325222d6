import { useSuspenseQuery } from '@tanstack/react-query'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { useReplayedTask } from '../cache/pending-actions.ts'
import type { Task } from '../task.ts'

export function useTaskAt(key: string) {
  const { id: workspaceId } = useWorkspace()
  const { data } = useSuspenseQuery(
    trpc.task.tasks.get.queryOptions({ workspaceId, key }, { select: withRights }),
  )
  return useReplayedTask(data)
}

/** In an archived project everybody only reads. */
const withRights = (task: Task): Task =>
  task.projectArchivedAt ? { ...task, role: 'viewer' } : task
