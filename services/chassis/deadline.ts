import { TRPCError } from '@trpc/server'

/** Carries the moment by which the answer is due, as epoch milliseconds in decimal text. */
export const deadlineHeader = 'x-deadline'

export interface Deadline {
  /** Epoch milliseconds. */
  readonly at: number
}

/** The deadline of a request: what the caller's header leaves, at most `maxMs` from now.
 *  Throws BAD_REQUEST when the header is not a number. */
export function deadlineOf(header: string | string[] | undefined, maxMs: number): Deadline {
  const now = Date.now()
  const asked = header === undefined ? now + maxMs : Number(header)
  if (!Number.isSafeInteger(asked))
    throw new TRPCError({ code: 'BAD_REQUEST', message: `${deadlineHeader} is not a number` })
  return { at: Math.min(asked, now + maxMs) }
}

/** Time left in whole milliseconds, never below 0. */
export const msLeft = ({ at }: Deadline) => Math.max(0, at - Date.now())
