import { digest } from '../../chassis/identity.ts'
import type { Redis } from '../../chassis/redis.ts'
import {
  ADDRESS_LETTERS_MAX,
  ADDRESS_LETTERS_REPEATED_MAX,
  ADDRESS_LINK_MINUTES,
} from '../limits.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'

const HOUR_SECONDS = 3600

interface Wanted {
  readonly ip: string
  readonly userId: string
  readonly email: string
}

/** How many letters about addresses may be asked for: in an hour from where somebody is, and while a link works by one
 *  account. Nobody can use up the letters to an address: the first of each account goes there, and so many further ones of
 *  all of them. */
export function createAddressLimit(redis: Redis, perHousehold: number) {
  const limiter = limiterOf(redis)
  const seconds = ADDRESS_LINK_MINUTES * 60
  const byHousehold = limiter('addresses:household', perHousehold, HOUR_SECONDS)
  const byAccount = limiter('addresses:account', ADDRESS_LETTERS_MAX, seconds)
  const byPair = limiter('addresses:pair', 1, seconds)
  const byAddress = limiter('addresses:repeated', ADDRESS_LETTERS_REPEATED_MAX, seconds)
  return {
    /** Refuses with TOO_MANY_REQUESTS; false where the address had its further letters, of which nobody is told. */
    count: async ({ ip, userId, email }: Wanted) => {
      await byHousehold.consume(addressKey(ip)).catch((error: unknown) => {
        const message = `Too many letters asked for from this address: at most ${perHousehold} an hour`
        throw tooMany(error, message, { limit: perHousehold, reason: 'letters' })
      })
      await byAccount.consume(digest(userId)).catch((error: unknown) => {
        const message = `Too many letters asked for: at most ${ADDRESS_LETTERS_MAX} in ${ADDRESS_LINK_MINUTES} minutes`
        throw tooMany(error, message, { limit: ADDRESS_LETTERS_MAX, reason: 'letters' })
      })
      const to = digest(email)
      const { consumedPoints } = await byPair.penalty(`${digest(userId)}:${to}`)
      if (consumedPoints === 1) return true
      return byAddress.consume(to).then(
        () => true,
        () => false,
      )
    },
  }
}
export type AddressLimit = ReturnType<typeof createAddressLimit>
