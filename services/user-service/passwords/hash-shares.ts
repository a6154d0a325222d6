import { BulkheadRejectedError, bulkhead, type IPolicy } from 'cockatiel'
import { appError } from '../../chassis/trpc.ts'

/** A share for each of many: `atOnce` of one run, `waiting` wait for them, and more are told to come back. */
export function createShares(atOnce: number, waiting: number) {
  const shares = new Map<string, { policy: IPolicy; users: number }>()
  return async <T>(of: string, work: () => Promise<T>): Promise<T> => {
    const share = shares.get(of) ?? { policy: bulkhead(atOnce, waiting), users: 0 }
    shares.set(of, share)
    share.users += 1
    try {
      return await share.policy.execute(work)
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? tooMany() : error
    } finally {
      share.users -= 1
      if (share.users === 0) shares.delete(of)
    }
  }
}

const tooMany = () =>
  appError('TOO_MANY_REQUESTS', 'Too many at once from here; try again in a moment', {
    retryAfterSeconds: 1,
  })
