import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import type { TaskEventType } from '../../task-service/events.ts'
import type { GatewayRouter } from '../router.ts'
import { bySegment } from './by-segment.ts'

/** One thing that happened; `resync`, `gone` and `shared` come from the gateway. */
export interface LiveEvent {
  seq: number
  type: TaskEventType | 'resync' | 'gone' | 'shared'
  projectId?: string | null
  taskId?: string | null
  actorId?: string | null
}
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'stale'

export interface LiveTarget {
  onEvent: (event: LiveEvent) => void
  onState: (state: LiveState) => void
}

const WAIT_MS = 1000
const WAIT_MORE_MS = 29_000
/** Newer streams of the same person took this one's place: coming back at once would take theirs. */
const REPLACED_MS = 300_000

/** One connection for a workspace, from the event after `after`. It connects again by itself, where it was cut. */
export function openStream(workspaceId: string, after: number | undefined, target: LiveTarget) {
  const client = createTRPCClient<GatewayRouter>({
    links: [bySegment((url) => httpSubscriptionLink({ url }))],
  })
  let last = after
  let timer: ReturnType<typeof setTimeout> | undefined
  let subscription: { unsubscribe: () => void } | undefined
  let wasLive = false
  let isReplaced = false

  const again = () => {
    target.onState(wasLive ? 'reconnecting' : 'stale')
    clearTimeout(timer)
    timer = setTimeout(start, isReplaced ? REPLACED_MS : WAIT_MS + Math.random() * WAIT_MORE_MS)
  }
  const start = () => {
    subscription?.unsubscribe()
    subscription = client.gateway.live.events.subscribe(
      { workspaceId, ...(last !== undefined && { lastEventId: String(last) }) },
      {
        onData: ({ data }) => {
          last = data.seq
          const { type } = data
          isReplaced = type === 'replaced'
          if (type !== 'replaced') target.onEvent({ ...data, type })
        },
        onConnectionStateChange: ({ state }) => {
          if (state === 'pending') {
            wasLive = true
            target.onState('live')
          } else if (state === 'connecting') target.onState(wasLive ? 'reconnecting' : 'connecting')
        },
        onError: (error) => {
          // The session has ended: asking anything again tells where to go.
          if (error.data?.httpStatus === 401) target.onEvent({ seq: last ?? 0, type: 'resync' })
          again()
        },
        onStopped: again,
      },
    )
  }
  start()

  return () => {
    clearTimeout(timer)
    const closing = subscription
    subscription = undefined
    closing?.unsubscribe()
    clearTimeout(timer)
  }
}
