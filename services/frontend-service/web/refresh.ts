import type { Query, QueryClient } from '@tanstack/react-query'

/** Queries that are to be read once more when what is under way has arrived. */
const again = new WeakSet<Query>()

/** Asks again for what is on screen and marks the rest as old. An answer that is under way may be from before: it is
 *  awaited, not cut off, so that news without end cannot keep a screen from ever being read; then it is asked for once
 *  more. */
export function refresh(queryClient: QueryClient, isMeant: (query: Query) => boolean) {
  for (const query of queryClient.getQueryCache().findAll({ predicate: isMeant })) {
    const { queryKey } = query
    if (query.state.fetchStatus === 'idle')
      void queryClient.invalidateQueries({ queryKey, exact: true })
    else if (!again.has(query)) {
      again.add(query)
      const readAgain = () => {
        again.delete(query)
        return queryClient.invalidateQueries({ queryKey, exact: true, refetchType: 'all' })
      }
      void query.promise?.then(readAgain, readAgain)
    }
  }
}
