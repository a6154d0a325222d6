import { digest } from '../../chassis/identity.ts'
import type { Redis } from '../../chassis/redis.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'

const DAY_SECONDS = 86_400

export interface CodeGuesser {
  readonly userId: string
  readonly ip: string
}

/** How many codes of second factors may be tried: a right password starts none of these counts afresh, and an attempt
 *  counts until it is forgiven. */
export function createCodeLimit(redis: Redis, windowSeconds: number) {
  const limiter = limiterOf(redis)
  const limitOf = (name: string, points: number, seconds: number) => ({
    limiter: limiter(`tries:code:${name}`, points, seconds),
    points,
    words: `at most ${points} in ${Math.ceil(seconds / 60)} minutes`,
  })
  const limits = {
    address: limitOf('address', 50, windowSeconds),
    pair: limitOf('pair', 20, DAY_SECONDS),
    account: limitOf('account', 10, windowSeconds),
  }
  const names = Object.keys(limits) as (keyof typeof limits)[]

  return {
    /** Does what a code is needed for. Refused codes count, by `isWrong`; whatever else fails does not. */
    counted: async <T>(
      { userId, ip }: CodeGuesser,
      isWrong: (error: unknown) => boolean,
      work: () => Promise<T>,
    ): Promise<T> => {
      const keys = {
        address: addressKey(ip),
        pair: `${digest(userId)}:${addressKey(ip)}`,
        account: digest(userId),
      }
      for (const name of names) {
        const { limiter, points: limit, words } = limits[name]
        await limiter.consume(keys[name]).catch((error: unknown) => {
          const message = `Too many codes were tried: ${words}`
          throw tooMany(error, message, { limit, reason: 'codes' })
        })
      }
      try {
        const done = await work()
        await Promise.all([
          limits.address.limiter.reward(keys.address),
          limits.pair.limiter.delete(keys.pair),
          limits.account.limiter.delete(keys.account),
        ])
        return done
      } catch (error) {
        if (!isWrong(error))
          await Promise.all(names.map((name) => limits[name].limiter.reward(keys[name])))
        throw error
      }
    },
  }
}
export type CodeLimit = ReturnType<typeof createCodeLimit>
