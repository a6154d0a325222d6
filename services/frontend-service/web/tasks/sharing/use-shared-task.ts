import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { factsOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'

/** What stands in the place of a task that was given to its reader alone. */
export interface Alone {
  /** It was not given to them, or is not any more. */
  missing: ReactNode
  pending: ReactNode
  /** They see its project by now. */
  onInside: () => void
}

/** A task as who was given it alone sees it; none where it was not, or is not any more. */
export function useSharedTask(key: string, onInside: Alone['onInside']) {
  const { id: workspaceId } = useWorkspace()
  const { data, error, isPending } = useQuery(
    // What was taken back is not kept: neither this, nor its comments and files.
    trpc.task.sharedTasks.get.queryOptions({ workspaceId, key }, { gcTime: 0 }),
  )
  const isGone = factsOf(error).status === 404
  const isInside = data !== undefined && data.givenById === null
  useEffect(() => {
    if (isInside) onInside()
  }, [isInside, onInside])
  return { task: isGone ? undefined : data, isPending }
}
