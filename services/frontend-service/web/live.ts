import type { LiveTarget } from './live-stream.ts'
import type { ToTab, ToWorker } from './live-worker.ts'
import { onReturn } from './on-return.ts'

const HERE_MS = 30_000

/** Follows a workspace through the one connection that all tabs of this browser share. `after` is the sequence number of
 *  what is on screen, so that nothing falls between list and stream. Returns how to stop. */
export function followLive(workspaceId: string, after: number | undefined, target: LiveTarget) {
  if (typeof SharedWorker === 'undefined') return followTogether(workspaceId, after, target)
  const port = worker()
  const tell = (message: ToWorker) => port.postMessage(message)
  let newest = after
  const receive = ({ data }: MessageEvent<ToTab>) => {
    if (data.type === 'state') target.onState(data.state)
    if (data.type !== 'event') return
    // A worker that has heard nothing yet has no number to say.
    newest = data.event.seq || newest
    target.onEvent(data.event)
  }
  const follow = () => tell({ type: 'follow', workspaceId, after: newest })
  const leave = () => tell({ type: 'leave' })
  const timer = setInterval(() => tell({ type: 'here' }), HERE_MS)
  port.addEventListener('message', receive)
  port.start()
  window.addEventListener('pagehide', leave)
  const stopReturning = onReturn(() => {
    target.onState('connecting')
    follow()
  })
  follow()
  return () => {
    stopReturning()
    clearInterval(timer)
    leave()
    port.removeEventListener('message', receive)
    window.removeEventListener('pagehide', leave)
  }
}

let shared: SharedWorker | undefined

function worker() {
  shared ??= new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'taskmate-live',
  })
  return shared.port
}

function followTogether(workspaceId: string, after: number | undefined, target: LiveTarget) {
  let stop = () => {}
  let isOver = false
  void import('./live-leader.ts').then(({ followByLeader }) => {
    if (!isOver) stop = followByLeader(workspaceId, after, target)
  })
  return () => {
    isOver = true
    stop()
  }
}
