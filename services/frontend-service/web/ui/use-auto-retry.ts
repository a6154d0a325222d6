import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { isPassing } from '../failures.ts'

const AGAIN_MS = 10_000

/** Asks again by itself for a part that is away; nothing moves on screen until it answers. Without an `error` the
 *  part lies inside an answer that did arrive, and `onRetry` asks for that. */
export function useAutoRetry(isAway: boolean, error: unknown, onRetry: () => void) {
  const queryClient = useQueryClient()
  const retry = useRef(onRetry)
  useEffect(() => {
    retry.current = onRetry
  })
  useEffect(() => {
    if (!isAway) return
    const ask = async () => {
      if (error === undefined || (await hasRecovered(queryClient))) retry.current()
    }
    const timer = setInterval(() => void ask(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [isAway, error, queryClient])
}

async function hasRecovered(queryClient: QueryClient) {
  const failed = queryClient
    .getQueryCache()
    .findAll({ predicate: ({ state }) => state.status === 'error' && isPassing(state.error) })
  await Promise.allSettled(failed.map((query) => query.fetch()))
  return failed.some(({ state }) => state.status === 'success')
}
