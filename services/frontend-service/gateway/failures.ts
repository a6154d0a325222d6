import type { IncomingMessage, ServerResponse } from 'node:http'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { respondWithError } from '../../chassis/error-response.ts'
import type { Logger } from '../../chassis/logger.ts'
import { bearerIn } from '../sessions/callers.ts'

export type Fail = ReturnType<typeof failures>

/** Answers a request that failed in the gateway itself: with tRPC's error shape, and without a secret. */
export const failures =
  (log: Logger) =>
  (thrown: unknown, req: IncomingMessage, res: ServerResponse): void => {
    const error = failureOf(thrown)
    if (error.code === 'INTERNAL_SERVER_ERROR')
      log.error({ err: thrown, requestId: req.headers['x-request-id'] }, 'request failed')
    if (error.code === 'UNAUTHORIZED' && bearerIn(req) !== undefined)
      res.setHeader('www-authenticate', 'Bearer')
    respondWithError(req, res, error)
  }

/** Express and its parts throw errors with an HTTP status for bad requests; the rest is tRPC's. */
function failureOf(thrown: unknown): TRPCError {
  const status = thrown instanceof Error && 'status' in thrown ? thrown.status : undefined
  if (status === 404) return new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new TRPCError({ code: 'BAD_REQUEST', message: 'This request cannot be read' })
  return getTRPCErrorFromUnknown(thrown)
}
