import { TRPCClientError } from '@trpc/client'
import type { TRPCError } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { isAway } from '../chassis/client.ts'
import { appError } from '../chassis/trpc.ts'

/** A backend's refusal is passed on as it is; silence becomes "not available". */
export function relayed(error: TRPCError): TRPCError {
  const { cause } = error
  if (!(cause instanceof TRPCClientError)) return error
  if (isAway(cause))
    return appError('SERVICE_UNAVAILABLE', 'This part is not available right now', {
      retryAfterSeconds: 2,
    })
  const { code, httpStatus: _, path: __, requestId: ___, ...facts } = cause.data
  return isCode(code) && code !== 'INTERNAL_SERVER_ERROR'
    ? appError(code, cause.message, facts)
    : error
}

const isCode = (code: unknown): code is TRPCError['code'] =>
  typeof code === 'string' && Object.hasOwn(TRPC_ERROR_CODES_BY_KEY, code)
