import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { wasGivenUp } from '../chassis/feed/recorded.ts'
import { appError, isDatabaseAway, notFound } from '../chassis/trpc.ts'

/** A refusal for which HTTP has a finer word than tRPC. */
export class Refused extends TRPCError {
  readonly status: number
  constructor(status: number, code: TRPCError['code'], message: string) {
    super({ code, message })
    this.status = status
  }
}

/** What a client is told about a transfer that failed; nothing of an error that nobody foresaw. */
export function refusalOf(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error
  if (isDatabaseAway(error) || wasGivenUp(error))
    return appError('SERVICE_UNAVAILABLE', 'Files are away for a moment; nothing was lost', {
      retryAfterSeconds: 2,
    })
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'P2025') return notFound()
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refused(507, 'PAYLOAD_TOO_LARGE', 'There is no room for this file; nothing was kept')
  return getTRPCErrorFromUnknown(error)
}
