import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../../query-client.ts'
import type { TaskRow } from '../task.ts'

/** A change that somebody else's change overtook, waiting for a decision. */
export interface Conflict {
  task: TaskRow
  field: string
  mine: unknown
  theirs: unknown
  by: string | null
  keepMine: () => void
  keepTheirs?: () => void
}

const queryKey = ['conflict']

export const askAbout = (conflict: Conflict | null) =>
  void queryClient.setQueryData<Conflict | null>(queryKey, conflict)

export function useConflict() {
  const { data } = useQuery<Conflict | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    initialData: null,
  })
  return data
}
