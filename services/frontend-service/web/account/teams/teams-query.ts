import { trpc } from '../../trpc.ts'

const STALE_MS = 60_000

/** The teams of a workspace, where somebody wants to know them; guests are told of none. */
export const teamsQuery = (
  { id: workspaceId, role }: { readonly id: string; readonly role: string },
  isWanted = true,
) =>
  trpc.user.teams.list.queryOptions(
    { workspaceId },
    { staleTime: STALE_MS, enabled: isWanted && role !== 'guest' },
  )
