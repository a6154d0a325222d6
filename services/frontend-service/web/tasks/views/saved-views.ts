import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { Outputs } from '../../trpc.ts'
import { viewsOf } from '../cache/queries.ts'

export type SavedView = Outputs['task']['views']['list'][number]

/** The views of a project that one may see; the page of one waits for them before it shows anything. */
export const useSavedViews = (projectId: string) => useQuery(viewsOf(projectId))

/** The saved view that the address names. */
export function useSavedView(projectId: string) {
  const { view } = useSearch({ strict: false })
  const { data } = useSavedViews(projectId)
  return view === undefined ? undefined : data?.find(({ id }) => id === view)
}
