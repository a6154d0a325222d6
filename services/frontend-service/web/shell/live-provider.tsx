import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { followLive } from '../live.ts'
import type { LiveState } from '../live-stream.ts'
import { leave } from '../query-client.ts'
import { gather, shownSeq } from './live-effects.ts'

const Context = createContext<LiveState>('connecting')
export const useLiveState = () => use(Context)

/** Keeps the workspace on screen up to date and tells how well that goes. */
export function LiveProvider({
  workspaceId,
  children,
}: {
  workspaceId: string
  children: ReactNode
}) {
  const queryClient = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')

  useEffect(() => {
    const gathered = gather(queryClient)
    let stop = () => {}
    const start = () => {
      const after = shownSeq(queryClient)
      stop = followLive(workspaceId, after, {
        onEvent: gathered.add,
        onState: setState,
        onSignedOut: () => leave('/sign-in'),
      })
    }
    // The first lists bring the sequence number the stream begins after.
    const timer = setInterval(() => {
      if (queryClient.isFetching() > 0) return
      clearInterval(timer)
      start()
    }, 50)
    return () => {
      clearInterval(timer)
      gathered.stop()
      stop()
    }
  }, [queryClient, workspaceId])

  return <Context value={state}>{children}</Context>
}
