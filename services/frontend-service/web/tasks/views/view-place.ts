import { useRouterState } from '@tanstack/react-router'
import { projectPlaces } from '../../frame/places.ts'
import type { SavedView } from './saved-views.ts'

/** Where saved views open: one of a list as a table where that is on screen. */
export function useViewPlace() {
  const isTable = useRouterState({
    select: ({ location }) => location.pathname.endsWith('/table'),
  })
  return (kind: SavedView['kind']) => projectPlaces[kind === 'list' && isTable ? 'table' : kind].to
}
