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

const streams = new Map<string, Stream>()
const heard = new Map<MessagePort, number>()

self.addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined
  if (!port) return
  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => receive(port, data))
  port.start()
})

setInterval(() => {
  for (const [port, at] of heard) if (Date.now() - at > SILENT_MS) leave(port)
}, SILENT_MS / 3)

function receive(port: MessagePort, message: ToWorker) {
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
  const tell = (message: ToTab) => {
    for (const tab of stream.tabs) send(tab, message)
  }
  const stream: Stream = {
    close: () => {},
    after,
    events: [],
    state: 'connecting',
    tabs: new Set(),
  }
  streams.set(workspaceId, stream)
  stream.close = openStream(workspaceId, after, {
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
  return stream
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
