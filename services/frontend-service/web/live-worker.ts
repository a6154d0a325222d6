import { type LiveEvent, type LiveState, openStream } from './live-stream.ts'

/** What tabs tell the worker. */
export type ToWorker =
  | { type: 'follow'; workspaceId: string; after: number | undefined }
  | { type: 'here' }
  | { type: 'leave' }

/** What the worker tells tabs. */
export type ToTab = { type: 'event'; event: LiveEvent } | { type: 'state'; state: LiveState }

interface Stream {
  close: () => void
  after: number | undefined
  events: LiveEvent[]
  state: LiveState
  tabs: Set<MessagePort>
}

const KEPT = 500
/** A tab that has been silent for this long has crashed; hidden tabs still speak once a minute. */
const SILENT_MS = 180_000
const TICK_MS = 5000
/** After so long without a tick the browser had frozen the worker, and its streams may be dead without a word. */
const FROZEN_MS = 20_000

const streams = new Map<string, Stream>()
const heard = new Map<MessagePort, number>()

self.addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined
  if (!port) return
  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => receive(port, data))
  port.start()
})

let tickedAt = Date.now()
setInterval(tick, TICK_MS)

function tick() {
  const now = Date.now()
  const wasFrozen = now - tickedAt > FROZEN_MS
  tickedAt = now
  // Its tabs were frozen with it, and have not been able to speak.
  for (const [port, at] of heard)
    if (wasFrozen) heard.set(port, now)
    else if (now - at > SILENT_MS) leave(port)
  if (wasFrozen) for (const [workspaceId, stream] of streams) connect(workspaceId, stream)
}

function receive(port: MessagePort, message: ToWorker) {
  tick()
  heard.set(port, Date.now())
  if (message.type === 'follow') follow(port, message.workspaceId, message.after)
  if (message.type === 'leave') leave(port)
}

function follow(port: MessagePort, workspaceId: string, after: number | undefined) {
  leave(port)
  heard.set(port, Date.now())
  const stream = streams.get(workspaceId) ?? open(workspaceId, after)
  stream.tabs.add(port)
  send(port, { type: 'state', state: stream.state })
  catchUp(port, stream, after)
}

/** A tab that joins late gets what it missed, or is told to load its screen again. Where the stream begins at an event
 *  that is not known yet, the server says so to all tabs once it has begun. */
function catchUp(port: MessagePort, { after: begin, events }: Stream, after: number | undefined) {
  const oldest = events.length < KEPT ? (begin ?? events[0]?.seq) : events[0]?.seq
  if (oldest === undefined) return
  if (after === undefined || after < oldest)
    send(port, { type: 'event', event: { seq: events.at(-1)?.seq ?? 0, type: 'resync' } })
  else for (const event of events) if (event.seq > after) send(port, { type: 'event', event })
}

function open(workspaceId: string, after: number | undefined): Stream {
  const stream: Stream = {
    close: () => {},
    after,
    events: [],
    state: 'connecting',
    tabs: new Set(),
  }
  streams.set(workspaceId, stream)
  connect(workspaceId, stream)
  return stream
}

/** Connects a stream, or connects it anew, from the newest event that its tabs have. */
function connect(workspaceId: string, stream: Stream) {
  const tell = (message: ToTab) => {
    for (const tab of stream.tabs) send(tab, message)
  }
  stream.close()
  stream.state = 'connecting'
  tell({ type: 'state', state: stream.state })
  stream.close = openStream(workspaceId, stream.events.at(-1)?.seq ?? stream.after, {
    onEvent: (event) => {
      stream.events.push(event)
      if (stream.events.length > KEPT) stream.events.shift()
      tell({ type: 'event', event })
    },
    onState: (state) => {
      stream.state = state
      tell({ type: 'state', state })
    },
  })
}

function leave(port: MessagePort) {
  heard.delete(port)
  for (const [workspaceId, stream] of streams) {
    stream.tabs.delete(port)
    if (stream.tabs.size > 0) continue
    stream.close()
    streams.delete(workspaceId)
  }
}

const send = (port: MessagePort, message: ToTab) => port.postMessage(message)
