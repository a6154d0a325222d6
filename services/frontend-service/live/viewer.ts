import type { TaskEventType } from '../../task-service/events.ts'
import type { SessionFacts } from '../sessions/session-store.ts'

export interface LiveEvent {
  readonly seq: number
  /** `resync`: what is on screen may be old. `gone`: the project that it names, or the workspace, was taken away. */
  readonly type: TaskEventType | 'resync' | 'gone'
  readonly projectId: string | null
  readonly taskId: string | null
  readonly actorId: string | null
  readonly at: string | null
}

export type Place = Pick<SessionFacts, 'uid' | 'sessionId'> & { readonly workspaceId: string }

/** Events that wait for a slow reader; with more it starts over from the log. */
const WAITING = 1000

/** One open stream: what the hub pushes comes out of `events`, until the client leaves or the hub ends it. */
export function createViewer(place: Place, signal: AbortSignal | undefined) {
  const waiting: LiveEvent[] = []
  let ended: Error | undefined
  let wake = () => {}
  signal?.addEventListener('abort', () => wake(), { once: true })

  const end = (reason: Error) => {
    ended = reason
    wake()
  }

  return {
    ...place,
    end,
    push: (event: LiveEvent) => {
      // Cut like a broken line: the client comes back with the last event it has read.
      if (waiting.length >= WAITING) end(new DOMException('Too slow', 'AbortError'))
      waiting.push(event)
      wake()
    },
    async *events(after: number) {
      while (!signal?.aborted) {
        if (ended) throw ended
        const event = waiting.shift()
        if (event && event.seq > after) yield event
        else if (!event)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}
export type Viewer = ReturnType<typeof createViewer>
