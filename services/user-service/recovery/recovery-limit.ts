import { digest } from '../../chassis/identity.ts'
import type { Redis } from '../../chassis/redis.ts'
import { RECOVERIES_MAX, RECOVERY_MINUTES } from '../limits.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'

const HOUR_SECONDS = 3600

/** How many letters may be asked for in an hour from one address, and for one account while a link works: of those that
 *  somebody else asked for one still does. */
export function createRecoveryLimit(redis: Redis, perAddress: number) {
  const byAddress = limiterOf(redis)('recoveries:address', perAddress, HOUR_SECONDS)
  const byAccount = limiterOf(redis)('recoveries:account', RECOVERIES_MAX, RECOVERY_MINUTES * 60)
  return {
    /** Refuses with TOO_MANY_REQUESTS what comes from `ip`; false where the account had its letters, which nobody is told. */
    count: async (ip: string, email: string) => {
      await byAddress.consume(addressKey(ip)).catch((error: unknown) => {
        const message = `Too many letters asked for from this address: at most ${perAddress} an hour`
        throw tooMany(error, message, { limit: perAddress, reason: 'recoveries' })
      })
      return byAccount.consume(digest(email)).then(
        () => true,
        () => false,
      )
    },
  }
}
export type RecoveryLimit = ReturnType<typeof createRecoveryLimit>
