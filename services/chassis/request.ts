import type { IncomingMessage, ServerResponse } from 'node:http'
import { timeoutMs } from './env.ts'

/** A rest of up to so many bytes is read and forgotten, so that the connection can go on. */
const READ_BYTES = 65_536

/** How long a client may read the answer to a request that is read no further, in milliseconds. */
const LINGER_MS = timeoutMs(500)

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()

/** Calls `late` unless the body is through after `ms` milliseconds. */
export function limitBodyTime(req: IncomingMessage, ms: number, late: () => void) {
  if (!hasBody(req)) return
  const timer = setTimeout(() => {
    if (!req.complete && !req.destroyed) late()
  }, ms).unref()
  timers.set(req, timer)
  req.once('close', () => clearTimeout(timer))
}

/** An upload may take as long as bytes move: the connection ends after `idleMs` milliseconds of silence. */
export function allowSlowBody(req: IncomingMessage, idleMs: number) {
  clearTimeout(timers.get(req))
  req.socket.setTimeout(idleMs)
}

/** To be called before the head of an answer that may come before the request is through; returns how to end the answer.
 *  Of a large rest nothing more is read: the answer says that the connection closes, and the client has a moment to read
 *  it, for what has not been read when a connection ends takes the answer with it. */
export function leaveBody(req: IncomingMessage, res: ServerResponse) {
  const end = (last?: string) => {
    res.end(last)
  }
  if (req.complete || !hasBody(req)) return end
  req.unpipe()
  if (Number(req.headers['content-length']) <= READ_BYTES) {
    req.resume()
    return end
  }
  res.setHeader('connection', 'close')
  // Node reads a body that nobody has touched to its end.
  req.read(0)
  req.pause()
  return (last?: string) => {
    if (last) res.write(last)
    const timer = setTimeout(end, LINGER_MS)
    res.once('close', () => clearTimeout(timer))
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The path of a request, and what stands behind its first question mark: later ones are part of it (RFC 3986, 3.4). */
export function splitUrl(url = '') {
  const at = url.indexOf('?')
  return at === -1
    ? { path: url, search: '' }
    : { path: url.slice(0, at), search: url.slice(at + 1) }
}
