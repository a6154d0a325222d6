import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import { TRPCError } from '@trpc/server'
import { retryAfter } from '../../chassis/error-response.ts'
import { leaveBody } from '../../chassis/request.ts'
import { type Failure, failureOf } from './failure.ts'
import { Refused } from './refused.ts'

/** Answers a method that a path does not have. */
export const notAllowed = (allow: string) => {
  const message = `Only ${allow}`
  const error = new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message })
  return new Refused(failureOf(error), { headers: { allow } })
}

interface Told {
  /** Where HTTP has a finer word for it than tRPC. */
  readonly status?: number
  readonly headers?: { readonly [name: string]: string }
}

/** Answers with a failure as RFC 9457 writes it. `type` leads to its words in the documentation, `errors` name fields. */
export function respondWithProblem(
  req: IncomingMessage,
  res: ServerResponse,
  { message, data }: Failure,
  { status = data.httpStatus, headers = {} }: Told = {},
) {
  if (res.headersSent || res.destroyed) return void res.destroy()
  const { code, httpStatus: _, path: __, requestId: ___, fields = {}, issues = [], ...facts } = data
  const text = JSON.stringify({
    type: `/api/docs#${code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    instance: `urn:request:${req.headers['x-request-id']}`,
    code,
    ...(Object.keys(fields).length > 0 && {
      errors: Object.entries(fields).map(([field, detail]) => {
        const found = issues.find((one) => one.path === field)
        return {
          ...{ field, detail },
          ...(found && { code: found.code }),
          ...(found?.limit !== undefined && { limit: found.limit }),
        }
      }),
    }),
    ...facts,
  })
  const end = leaveBody(req, res)
  res.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...retryAfter(status, data.retryAfterSeconds),
    ...headers,
  })
  return end(text)
}
