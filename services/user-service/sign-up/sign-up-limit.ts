import type { Redis } from '../../chassis/redis.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'

const HOUR_SECONDS = 3600

/** How many accounts may be made from one address in an hour: without it one machine fills the queue of the hasher and
 *  the table of users. Refused attempts count too, or they would tell for free who has an account. */
export function createSignUpLimit(redis: Redis, limit: number) {
  const byAddress = limiterOf(redis)('sign-ups:address', limit, HOUR_SECONDS)
  return {
    /** Refuses with TOO_MANY_REQUESTS when there were too many from `ip`. */
    count: (ip: string) =>
      byAddress.consume(addressKey(ip)).catch((error: unknown) => {
        const message = `Too many new accounts from this address: at most ${limit} an hour`
        throw tooMany(error, message, { limit, reason: 'sign_ups' })
      }),
  }
}
export type SignUpLimit = ReturnType<typeof createSignUpLimit>
