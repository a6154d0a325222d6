import { type LiveEvent, type LiveState, type LiveTarget, openStream } from './live-stream.ts'
import { onReturn } from './on-return.ts'

/** How often tabs look who leads, and how long a leader that has fallen silent is believed to be there. */
const LOOK_MS = 2000
const LEASE_MS = 7000

type Told = { from: string; workspaceId: string } & ({ event: LiveEvent } | { state: LiveState })

/** Follows a workspace where browsers have no SharedWorker: one tab holds the connection and tells the others. Whose turn
 *  it is stands in localStorage, for Web Locks are missing over plain http. */
export function followByLeader(
  workspaceId: string,
  after: number | undefined,
  { onEvent, onState }: LiveTarget,
) {
  const id = `${Date.now()} ${Math.random()}`
  const place = `taskmate-live ${workspaceId}`
  const channel = new BroadcastChannel('taskmate-live')
  let last = after
  let state: LiveState = 'connecting'
  let heardAt = 0
  let close: (() => void) | undefined

  const tell = (told: { event: LiveEvent } | { state: LiveState }) =>
    channel.postMessage({ from: id, workspaceId, ...told } satisfies Told)
  const take = (event: LiveEvent) => {
    // After a change of leaders some come twice.
    if (event.type !== 'resync' && last !== undefined && event.seq <= last) return
    last = event.seq
    onEvent(event)
  }
  const lead = () => {
    localStorage.setItem(place, JSON.stringify({ id, until: Date.now() + LEASE_MS }))
    close ??= openStream(workspaceId, last, {
      onEvent: (event) => {
        take(event)
        tell({ event })
      },
      onState: (next) => {
        state = next
        onState(next)
        tell({ state })
      },
    })
    tell({ state })
  }
  const stopLeading = () => {
    close?.()
    close = undefined
  }
  const look = () => {
    const leader = leaderAt(place)
    if (!leader || leader === id) return lead()
    stopLeading()
    if (Date.now() - heardAt > LEASE_MS) onState('reconnecting')
  }
  const leave = () => {
    stopLeading()
    if (leaderAt(place) === id) localStorage.removeItem(place)
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.workspaceId !== workspaceId || close) return
    if ('event' in data) return take(data.event)
    // What happened before this tab listened, or while it slept, is not told again.
    if (data.state === 'live' && Date.now() - heardAt > LEASE_MS)
      onEvent({ seq: last ?? 0, type: 'resync' })
    heardAt = Date.now()
    onState(data.state)
  })
  const timer = setInterval(look, LOOK_MS)
  window.addEventListener('pagehide', leave)
  const stopReturning = onReturn(() => {
    stopLeading()
    heardAt = 0
    onState('connecting')
    look()
  })
  look()
  return () => {
    stopReturning()
    clearInterval(timer)
    window.removeEventListener('pagehide', leave)
    leave()
    channel.close()
  }
}

function leaderAt(place: string): string | undefined {
  try {
    const lease: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    if (typeof lease !== 'object' || lease === null || !('id' in lease) || !('until' in lease))
      return undefined
    return Number(lease.until) > Date.now() ? String(lease.id) : undefined
  } catch {
    return undefined
  }
}
