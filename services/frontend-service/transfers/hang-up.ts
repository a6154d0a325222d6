import type { Request, Response } from 'express'
import { timeoutMs } from '../../chassis/env.ts'

/** How long a client may read the answer to an upload that we stopped reading, in milliseconds. */
const LINGER_MS = timeoutMs(500)

/** Answers an upload whose rest nobody wants: it stays unread, and the connection ends soon after the answer. */
export function hangUp(req: Request, res: Response) {
  if (req.complete || req.method !== 'PUT') return
  req.unpipe()
  // Node reads a body that nobody has touched to its end.
  req.read(0)
  req.pause()
  res.once('finish', () => setTimeout(() => req.socket.destroy(), LINGER_MS))
}
