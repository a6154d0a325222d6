import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../../query-client.ts'
import type { ManyChange } from '../cache/action.ts'
import type { TaskRow } from '../task.ts'
import type { Beyond } from './beyond.ts'

/** A change of many tasks that some of them refuse, waiting for a decision about the others. */
export interface Refused {
  readonly tasks: readonly TaskRow[]
  readonly change: ManyChange
  readonly beyond?: Beyond
  readonly refused: readonly {
    id: string
    key: string | null
    title?: string | null
    reason: string
  }[]
}

const queryKey = ['refused']

export const askAboutRefused = (refused: Refused | null) =>
  void queryClient.setQueryData<Refused | null>(queryKey, refused)

export function useRefused() {
  const { data } = useQuery<Refused | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    initialData: null,
  })
  return data
}
