import type { QueryClient } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'
import type { TaskRow } from '../task.ts'

/** Tasks that some screen has read, by id. */
export function knownTasks(queryClient: QueryClient, isMeant: (task: TaskRow) => boolean) {
  const found = new Map<string, TaskRow>()
  const look = (data: unknown) => {
    if (typeof data !== 'object' || data === null) return
    if (isTask(data)) {
      if (isMeant(data) && !((found.get(data.id)?.version ?? 0) > data.version))
        found.set(data.id, data)
    } else for (const part of Object.values(data)) look(part)
  }
  for (const [, data] of queryClient.getQueriesData(trpc.task.tasks.pathFilter())) look(data)
  return found
}

const isTask = (data: object): data is TaskRow => 'statusId' in data && 'archivedAt' in data
