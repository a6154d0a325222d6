import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { timeoutMs } from '../chassis/env.ts'
import type { Logger } from '../chassis/logger.ts'
import { isDatabaseAway } from '../chassis/trpc.ts'

/** How long a client may read the answer to an upload that we stopped reading, in milliseconds. */
const LINGER_MS = timeoutMs(500)

/** A refusal of a raw route, with facts for the client. */
export class Refused extends Error {
  readonly status: number
  readonly facts: Record<string, number>
  constructor(status: number, message: string, facts = {}) {
    super(message)
    this.status = status
    this.facts = facts
  }
}

export function respond(res: ServerResponse, status: number, body: object) {
  const text = JSON.stringify(body)
  res
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': '2' }),
    })
    .end(text)
}

/** Tells the client what went wrong, if it is still there and has not been told anything else. */
export function respondWithError(
  req: IncomingMessage,
  res: ServerResponse,
  error: unknown,
  log: Logger | undefined,
) {
  if (res.headersSent || res.destroyed) return res.destroy()
  if (!req.complete) stopReading(req, res)
  const refused = refusalOf(error)
  if (!refused) log?.error({ err: error }, 'transfer failed')
  const { status = 500, message = 'Internal error', facts } = { ...refused }
  return respond(res, status, { error: message, ...facts })
}

/** What may be told; nothing of an error that nobody foresaw. */
function refusalOf(
  error: unknown,
): { status: number; message: string; facts?: object } | undefined {
  if (error instanceof Refused) return error
  if (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR')
    return {
      status: getHTTPStatusCodeFromError(error),
      message: error.message,
      facts: reasonOf(error),
    }
  if (isDatabaseAway(error))
    return { status: 503, message: 'Files are away for a moment; nothing was lost' }
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'P2025')
      return { status: 404, message: 'This does not exist or you have no access' }
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
      return { status: 507, message: 'There is no room for this file; nothing was kept' }
  }
  return
}

function reasonOf({ cause }: TRPCError) {
  const facts = cause && 'facts' in cause ? cause.facts : undefined
  return typeof facts === 'object' && facts && 'reason' in facts ? { reason: facts.reason } : {}
}

/** Leaves the rest of the body unread. The connection ends a moment later, or the answer would be lost with it. */
function stopReading(req: IncomingMessage, res: ServerResponse) {
  req.unpipe()
  // A request that nobody ever read is read to its end by Node; having asked for nothing counts as reading.
  req.read(0)
  req.pause()
  res.once('finish', () => setTimeout(() => req.socket.destroy(), LINGER_MS))
}
