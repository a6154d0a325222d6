import type { Query, QueryClient } from '@tanstack/react-query'

/** Queries that are to be read once more when what is under way has arrived, and when that is over. */
const again = new WeakMap<Query, Promise<unknown>>()

/** Asks again for what is on screen and marks the rest as old. An answer that is under way may be from before: it is
 *  awaited, not cut off, so that news without end cannot keep a screen from ever being read; then it is asked for once
 *  more. Resolves once all of it has been read, or could not be. */
export function refresh(queryClient: QueryClient, isMeant: (query: Query) => boolean) {
  const meant = queryClient.getQueryCache().findAll({ predicate: isMeant })
  return Promise.all(meant.map((query) => readAgain(queryClient, query)))
}

function readAgain(queryClient: QueryClient, query: Query): Promise<unknown> {
  const { queryKey } = query
  if (query.state.fetchStatus === 'idle')
    return queryClient.invalidateQueries({ queryKey, exact: true })
  const known = again.get(query)
  if (known !== undefined) return known
  const read = () => {
    again.delete(query)
    return queryClient.invalidateQueries({ queryKey, exact: true, refetchType: 'all' })
  }
  const reading = (query.promise ?? Promise.resolve()).then(read, read)
  again.set(query, reading)
  return reading
}
