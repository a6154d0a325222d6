import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { LiveStateContext } from '../frame/live-state.ts'
import { followLive } from '../live.ts'
import type { LiveState } from '../live-stream.ts'
import { onceShown } from '../when-idle.ts'
import { beginAfter, gather } from './live-effects.ts'

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
    let isOver = false
    const start = () => {
      if (isOver) return
      stop = followLive(workspaceId, beginAfter(queryClient), {
        onEvent: gathered.add,
        onState: setState,
      })
    }
    // The first lists bring the sequence number the stream begins after; without them it begins now, and says so. The
    // stream costs a worker, and asks once more for what came before the lists.
    void onceShown(queryClient).then(start)
    return () => {
      isOver = true
      gathered.stop()
      stop()
    }
  }, [queryClient, workspaceId])

  return <LiveStateContext value={state}>{children}</LiveStateContext>
}
