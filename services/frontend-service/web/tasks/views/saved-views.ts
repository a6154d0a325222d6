import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { Outputs } from '../../trpc.ts'
import { viewsOf } from '../cache/queries.ts'
import { canPurge } from '../rights.ts'

export type SavedView = Outputs['task']['views']['list'][number]

/** What is saved: a view with an id is changed, one without is made. */
export type EditedView = Omit<SavedView, 'id' | 'isOwn'> & Partial<Pick<SavedView, 'id' | 'isOwn'>>

/** Whether somebody may delete it or make it private: of a view of the project, who made it and admins. */
export const canTakeAway = (role: string, { scope, isOwn }: Pick<EditedView, 'scope' | 'isOwn'>) =>
  scope === 'private' || isOwn === true || canPurge(role)

/** The views of a project that one may see; its pages of tasks wait for them before they show anything. */
export const useSavedViews = (projectId: string) => useQuery(viewsOf(projectId))

/** The saved view that the address names. */
export function useSavedView(projectId: string) {
  const { view } = useSearch({ strict: false })
  const { data } = useSavedViews(projectId)
  return view === undefined ? undefined : data?.find(({ id }) => id === view)
}
