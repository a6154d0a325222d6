import { digest } from '../../chassis/identity.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Redis } from '../../chassis/redis.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'

const DAY_SECONDS = 86_400

interface Options {
  readonly redis: Redis
  readonly windowSeconds: number
  readonly log: Logger
}

/** How many passkeys may be refused, by address, and by address and passkey, as the password's door counts. Nobody guesses
 *  a signature, so no account is closed for what others try. */
export function createPasskeyLimit({ redis, windowSeconds, log }: Options) {
  const limiter = limiterOf(redis)
  const byAddress = limiter('tries:passkey:address', 50, windowSeconds)
  const byPair = limiter('tries:passkey:pair', 20, DAY_SECONDS)
  const warned = limiter('tries:passkey:warned', 1, windowSeconds)

  return {
    /** Does what a passkey is needed for. Refused ones count, by `isRefused`; whatever else fails does not. */
    counted: async <T>(
      { ip, credentialId }: { ip: string; credentialId: string },
      isRefused: (error: unknown) => boolean,
      work: () => Promise<T>,
    ): Promise<T> => {
      const address = addressKey(ip)
      const counts = [
        [byAddress, address],
        [byPair, `${digest(credentialId)}:${address}`],
      ] as const
      const giveBack = (some: typeof counts | readonly []) =>
        Promise.all(some.map(([count, key]) => count.reward(key)))
      for (const [count, key] of counts)
        await count.consume(key).catch(async (error: unknown) => {
          if (count === byPair) await byAddress.reward(address)
          throw tooMany(error, 'Too many attempts; wait a while')
        })
      try {
        const done = await work()
        await giveBack(counts)
        return done
      } catch (error) {
        if (!isRefused(error)) await giveBack(counts)
        throw error
      }
    },

    /** Tells the owner of an account something, once in a while at most. */
    warnOnce: async (userId: string, warn: () => Promise<void>) => {
      const key = digest(userId)
      const isFirst = await warned.consume(key).then(
        () => true,
        () => false,
      )
      if (!isFirst) return
      await warn().catch(async (err: unknown) => {
        log.error({ err, userId }, 'nobody was told of a copied passkey')
        await warned.delete(key)
      })
    },
  }
}
export type PasskeyLimit = ReturnType<typeof createPasskeyLimit>
