import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { keepDraft, readDraft } from '../../drafts.ts'
import { trpc } from '../../trpc.ts'
import { useReplayedTask } from '../cache/pending-actions.ts'
import type { Task } from '../task.ts'
import { commentPlace } from './comment-place.ts'

export function useTaskAt(key: string) {
  const { data } = useSuspenseQuery(useOptions(key))
  return useReplayedTask(data)
}

/** The same without waiting, for what is there before its task is. */
export const useTaskSoon = (key: string) => useQuery(useOptions(key))

/** Follows a task that has another key than the one that it was asked by: it has been moved to another project. */
export function useNewKey(key: string, task: Task, onFollow: (key: string) => void) {
  const follow = useEffectEvent(onFollow)
  const queryClient = useQueryClient()
  const { id: workspaceId } = useWorkspace()
  useEffect(() => {
    if (task.key === key) return
    const { queryKey: before } = trpc.task.tasks.get.queryOptions({ workspaceId, key })
    const { queryKey: after } = trpc.task.tasks.get.queryOptions({ workspaceId, key: task.key })
    // It stays on screen while it is read by its new key.
    queryClient.setQueryData(after, (known) => known ?? queryClient.getQueryData(before))
    const draft = readDraft(commentPlace(workspaceId, key))
    if (draft) {
      keepDraft(commentPlace(workspaceId, task.key), draft)
      keepDraft(commentPlace(workspaceId, key), undefined)
    }
    follow(task.key)
  }, [key, task.key, workspaceId, queryClient])
}

function useOptions(key: string) {
  const { id: workspaceId } = useWorkspace()
  return trpc.task.tasks.get.queryOptions({ workspaceId, key }, { select: withRights })
}

/** In an archived project everybody only reads. */
const withRights = (task: Task): Task =>
  task.projectArchivedAt ? { ...task, role: 'viewer' } : task
