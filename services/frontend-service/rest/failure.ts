import type { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { z } from 'zod'
import { trpcOptions } from '../../chassis/trpc.ts'

const issue = z.object({
  path: z.string(),
  code: z.string(),
  limit: z.number().optional(),
})

/** A failure as tRPC's answers have it. */
const failure = z.object({
  message: z.string(),
  data: z.looseObject({
    code: z.string(),
    httpStatus: z.number(),
    fields: z.record(z.string(), z.string()).optional(),
    issues: z.array(issue).optional(),
  }),
})

/** An answer of a backend that is no success. */
export const failed = z.object({ error: failure })

export type Failure = z.infer<typeof failure>

/** A failure of our own in the same shape. */
export const failureOf = (error: TRPCError): Failure =>
  failure.parse(
    trpcOptions.errorFormatter({
      error,
      shape: {
        code: TRPC_ERROR_CODES_BY_KEY[error.code],
        data: { httpStatus: getHTTPStatusCodeFromError(error) },
      },
      ctx: undefined,
    }),
  )
