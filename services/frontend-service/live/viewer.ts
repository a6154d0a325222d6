import type { TaskEventType } from '../../task-service/events.ts'
import type { SessionFacts } from '../sessions/session-store.ts'

export interface LiveEvent {
  /** Counts the events of the workspace only. */
  readonly seq: number
  /** `replaced`: newer streams of the same person took this one's place. `resync`: what is on screen may be old. `gone`: the project that it names, or the workspace, was taken away.
   *  `shared`: there is something new about the task that it names, which was given to the reader alone, or is not any more. */
  readonly type: TaskEventType | 'resync' | 'gone' | 'replaced' | 'shared'
  readonly projectId: string | null
  readonly taskId: string | null
  readonly actorId: string | null
  readonly at: string | null
}

/** Of an event that names nothing. */
export const nowhere = { projectId: null, taskId: null, actorId: null, at: null }

export type Watcher = Pick<SessionFacts, 'uid' | 'sessionId'> & { readonly workspaceId: string }

/** Events that wait for a slow reader; with more it starts over from the log. */
const WAITING = 1000

/** One open stream: what the hub pushes comes out of `events`, until the client leaves or the hub ends it. */
export function createViewer(watcher: Watcher, signal: AbortSignal | undefined) {
  const waiting: LiveEvent[] = []
  let ended: Error | undefined
  let isReplaced = false
  let wake = () => {}
  signal?.addEventListener('abort', () => wake(), { once: true })

  const end = (reason: Error) => {
    ended = reason
    wake()
  }

  return {
    ...watcher,
    end,
    /** Ends the stream with an event that says that newer ones took its place. */
    replace: () => {
      isReplaced = true
      wake()
    },
    push: (event: LiveEvent) => {
      // Cut like a broken line: the client comes back with the last event it has read.
      if (waiting.length >= WAITING) end(new DOMException('Too slow', 'AbortError'))
      waiting.push(event)
      wake()
    },
    async *events(after: number): AsyncGenerator<LiveEvent> {
      while (!signal?.aborted) {
        if (ended) throw ended
        const event = waiting.shift()
        if (event && event.seq > after) {
          after = event.seq
          yield event
        } else if (!event && isReplaced) {
          // The number of what was read last: a stream that goes on from here misses nothing.
          yield { ...nowhere, seq: after, type: 'replaced' }
          return
        } else if (!event)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}
export type Viewer = ReturnType<typeof createViewer>
