import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'
import { useWorkspace } from '../session.ts'

const STALE_MS = 60_000

/** The teams of the workspace; a guest sees none. */
export function useTeams() {
  const { id: workspaceId, role } = useWorkspace()
  const { data: teams = [] } = useQuery(
    trpc.user.teams.list.queryOptions(
      { workspaceId },
      { staleTime: STALE_MS, enabled: role !== 'guest' },
    ),
  )
  return {
    teams,
    /** Null for one that has no name here: it was deleted, or is on its way. */
    teamOf: (id: string | null) => teams.find((team) => team.id === id)?.name ?? null,
  }
}
