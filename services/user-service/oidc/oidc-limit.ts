import type { Redis } from '../../chassis/redis.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'

/** How many answers of providers may be refused, by address: nobody guesses one, but each asks a provider. */
export function createOidcLimit({ redis, windowSeconds }: { redis: Redis; windowSeconds: number }) {
  const byAddress = limiterOf(redis)('tries:oidc:address', 50, windowSeconds)
  return {
    /** Does what an answer is needed for. Refused ones count, by `isRefused`; whatever else fails does not. */
    counted: async <T>(
      ip: string,
      isRefused: (error: unknown) => boolean,
      work: () => Promise<T>,
    ): Promise<T> => {
      const address = addressKey(ip)
      await byAddress.consume(address).catch((error: unknown) => {
        throw tooMany(error, 'Too many attempts; wait a while')
      })
      try {
        const done = await work()
        await byAddress.reward(address)
        return done
      } catch (error) {
        if (!isRefused(error)) await byAddress.reward(address)
        throw error
      }
    },
  }
}
export type OidcLimit = ReturnType<typeof createOidcLimit>
