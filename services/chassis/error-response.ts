import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { leaveBody } from './request.ts'
import { trpcOptions } from './trpc.ts'

/** Answers with a failure in the one shape of all errors, be the request through or not. `status` where HTTP has a finer
 *  word for it than tRPC. Whoever was told something else already is cut off. */
export function respondWithError(
  req: IncomingMessage,
  res: ServerResponse,
  error: TRPCError,
  status = getHTTPStatusCodeFromError(error),
) {
  if (res.headersSent || res.destroyed) return void res.destroy()
  const shape = trpcOptions.errorFormatter({
    error,
    shape: { code: TRPC_ERROR_CODES_BY_KEY[error.code], data: { httpStatus: status } },
    ctx: { requestId: String(req.headers['x-request-id']) },
  })
  const text = JSON.stringify({ error: shape })
  const end = leaveBody(req, res)
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...retryAfter(status, shape.data.retryAfterSeconds),
  })
  return end(text)
}

/** The header that tells a client when to come back, for the statuses that mean "later". */
export const retryAfter = (status: number, seconds: unknown): Record<string, string> =>
  status === 503 || status === 429 ? { 'retry-after': String(Number(seconds) || 2) } : {}
