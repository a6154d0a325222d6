import { trpc } from '../../trpc.ts'

const PAGE = 50

/** What I did in a workspace, newest first. */
export const historyOf = (workspaceId: string) =>
  trpc.task.actions.list.infiniteQueryOptions(
    { workspaceId, limit: PAGE },
    { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined },
  )
