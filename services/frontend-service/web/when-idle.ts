import type { QueryClient } from '@tanstack/react-query'

/** Resolves once `isIdle` holds; looked at whenever a query or a mutation changes. */
export const whenIdle = (queryClient: QueryClient, isIdle: () => boolean) =>
  new Promise<void>((resolve) => {
    if (isIdle()) return resolve()
    const look = () => {
      if (!isIdle()) return
      for (const stop of stops) stop()
      resolve()
    }
    const stops = [
      queryClient.getQueryCache().subscribe(look),
      queryClient.getMutationCache().subscribe(look),
    ]
  })
