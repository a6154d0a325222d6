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

const READ_MS = 3000
/** Longer than React holds a screen back after the one that was there while it loaded: 300 ms. */
const SHOWN_MS = 400

/** Resolves once the first screen has been read, or takes long, and a moment later, when it shows: for what can wait. */
export async function onceShown(queryClient: QueryClient) {
  const read = whenIdle(queryClient, () => queryClient.isFetching() === 0)
  await Promise.race([read, after(READ_MS)])
  await after(SHOWN_MS)
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
