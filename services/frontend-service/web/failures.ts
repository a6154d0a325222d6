import { TRPCClientError } from '@trpc/client'
import type { GatewayRouter } from '../router.ts'
import { m } from './messages.ts'

type Known = TRPCClientError<GatewayRouter>

const isKnown = (error: unknown): error is Known => error instanceof TRPCClientError

/** What a failed call tells; `status` is 0 when there was no answer at all and undefined for our own mistakes. */
export function factsOf(error: unknown): Partial<Facts> {
  if (!isKnown(error)) return {}
  const { data } = error
  return { ...data, status: data?.httpStatus ?? 0 }
}
type Facts = NonNullable<Known['data']> & { status: number }

/** May be asked again without asking the person: nothing answered, or a part is away. */
export const isPassing = (error: unknown) => {
  const { status } = factsOf(error)
  return status === 0 || status === 502 || status === 503 || status === 504
}

/** Whether the same call may succeed when it is asked again: nothing answered, a part is away or overloaded, somebody else
 *  was at the same thing. What is refused for what it says stays refused. */
export const mayRetry = (error: unknown) => {
  const { status = 400, reason } = factsOf(error)
  const isConflict = status === 409 && !reason
  return status === 0 || status === 408 || isConflict || status === 429 || status >= 500
}

/** One sentence for a person, whatever was tried: why it failed. */
export function sentenceOf(error: unknown): string {
  const { status, retryAfterSeconds, reason, limit, circle } = factsOf(error)
  if (status === 0 || status === 503) return m.errors.offline
  if (reason === 'sign_ups' && limit)
    return m.errors.tooManyAccounts(limit, Math.ceil((retryAfterSeconds ?? 3600) / 60))
  if (reason === 'circle' && circle) return m.errors.circle(circle)
  if (reason === 'deep' && limit) return m.errors.deep(limit)
  if (reason === 'too_many_tasks' && limit) return m.errors.tooManyTasks(limit)
  if (reason?.startsWith('many_') && limit) return m.errors.manyNamed(limit)
  if (reason === 'full' && limit) return m.errors.full(limit)
  if (reason === 'starts_after_due') return m.errors.startsAfterDue
  if (status === 429) return m.errors.tooMany(retryAfterSeconds ?? 30)
  if (reason === 'insecure') return m.errors.insecure
  if (reason === 'archived') return m.errors.archived
  if (reason === 'REAUTH_REQUIRED') return m.errors.notConfirmed
  if (reason === 'factor_required') return m.errors.factorRequired
  if (reason === 'workspace_closed') return m.errors.workspaceClosed
  if (status === 403) return m.errors.forbidden
  if (status === 404) return m.errors.notFound
  if (status === 409) return m.errors.conflict
  return m.errors.unknown
}
