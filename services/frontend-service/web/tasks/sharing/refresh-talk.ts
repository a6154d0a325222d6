import type { QueryClient } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'

/** Reads the comments of a shared task again, and the page that says how many there are. */
export const refreshTalk = (queryClient: QueryClient, taskId: string) =>
  Promise.all([
    queryClient.invalidateQueries(trpc.task.comments.list.infiniteQueryFilter({ taskId })),
    queryClient.invalidateQueries(trpc.task.sharedTasks.get.pathFilter()),
  ])
