import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Logger } from '../../chassis/logger.ts'
import { trpcOptions } from '../../chassis/trpc.ts'
import { hangUp } from '../transfers/hang-up.ts'

/** The last handler: every failure of the gateway itself has tRPC's error shape and tells no secret. */
export const failures =
  (log: Logger): ErrorRequestHandler =>
  (thrown, req, res, _next) => {
    const error = failureOf(thrown)
    if (error.code === 'INTERNAL_SERVER_ERROR')
      log.error({ err: thrown, requestId: req.headers['x-request-id'] }, 'request failed')
    if (res.headersSent) res.destroy()
    else answerFailure(req, res, error)
  }

/** Answers with the failure, e.g. before a body is read. */
export function answerFailure(req: Request, res: Response, error: TRPCError) {
  hangUp(req, res)
  const status = getHTTPStatusCodeFromError(error)
  const shape = trpcOptions.errorFormatter({
    error,
    shape: { code: TRPC_ERROR_CODES_BY_KEY[error.code], data: { httpStatus: status } },
    ctx: { requestId: String(req.headers['x-request-id']) },
  })
  const wait = retryAfter(status, 'retryAfterSeconds' in shape.data && shape.data.retryAfterSeconds)
  res.status(status)
  res.set({ 'cache-control': 'no-store', 'content-type': 'application/json', ...wait })
  res.end(JSON.stringify({ error: shape }))
}

/** The header that tells a client when to come back, for the statuses that mean "later". */
export const retryAfter = (status: number, seconds: unknown): Record<string, string> =>
  status === 503 || status === 429 ? { 'retry-after': String(Number(seconds) || 2) } : {}

/** Express and its parts throw errors with an HTTP status for bad requests; the rest is tRPC's. */
function failureOf(thrown: unknown): TRPCError {
  const status = thrown instanceof Error && 'status' in thrown ? thrown.status : undefined
  if (status === 404) return new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new TRPCError({ code: 'BAD_REQUEST', message: 'This request cannot be read' })
  return getTRPCErrorFromUnknown(thrown)
}
