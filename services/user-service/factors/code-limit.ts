import { digest } from '../../chassis/identity.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Redis } from '../../chassis/redis.ts'
import { addressKey, limiterOf, tooMany } from '../passwords/throttle.ts'
import { isAppCode } from './totp.ts'

const DAY_SECONDS = 86_400

export interface CodeGuess {
  readonly userId: string
  readonly ip: string
  readonly code: string
}

interface Options {
  readonly redis: Redis
  readonly windowSeconds: number
  /** Tells the owner that somebody who knows the password guesses. */
  readonly warn: (userId: string) => Promise<void>
  readonly log: Logger
}

/** How many codes of second factors may be tried: a right password starts none of these counts afresh, and an attempt
 *  counts until it is forgiven. */
export function createCodeLimit({ redis, windowSeconds, warn, log }: Options) {
  const limiter = limiterOf(redis)
  const limitOf = (name: string, points: number, seconds: number) => ({
    limiter: limiter(`tries:code:${name}`, points, seconds),
    points,
    words: `at most ${points} in ${seconds === DAY_SECONDS ? 'a day' : `${Math.ceil(seconds / 60)} minutes`}`,
  })
  const limits = {
    address: limitOf('address', 50, windowSeconds),
    pair: limitOf('pair', 20, DAY_SECONDS),
    account: limitOf('account', 10, windowSeconds),
    day: limitOf('day', 50, DAY_SECONDS),
  }
  type Name = keyof typeof limits
  type Count = readonly [name: Name, key: string]
  const warned = limiter('tries:code:warned', 1, windowSeconds)

  /** In this order: who is over the limit of an address must not close further accounts. Nobody guesses the 80 bits of a
   *  recovery code: it stays the owner's way in while somebody guesses codes of the app. */
  const countsOf = ({ userId, ip, code }: CodeGuess): Count[] => {
    const [account, address] = [digest(userId), addressKey(ip)]
    if (!isAppCode(code)) return [['address', address]]
    return [
      ['address', address],
      ['pair', `${account}:${address}`],
      ['account', account],
      ['day', account],
    ]
  }

  const giveBack = (counts: readonly Count[]) =>
    Promise.all(counts.map(([name, key]) => limits[name].limiter.reward(key)))

  /** Counts an attempt; whether it is the last that its account has. */
  const consume = async (counts: readonly Count[]) => {
    let isLast = false
    for (const [at, [name, key]] of counts.entries()) {
      const { limiter, points: limit, words } = limits[name]
      try {
        const { remainingPoints } = await limiter.consume(key)
        if (isOfAccount(name) && remainingPoints === 0) isLast = true
      } catch (error) {
        // No code was looked at.
        await giveBack(counts.slice(0, at))
        const message = `Too many codes were tried: ${words}`
        throw tooMany(error, message, { limit, reason: 'codes' })
      }
    }
    return isLast
  }

  const warnOnce = async (userId: string) => {
    const key = digest(userId)
    const isFirst = await warned.consume(key).then(
      () => true,
      () => false,
    )
    if (!isFirst) return
    await warn(userId).catch(async (err: unknown) => {
      log.error({ err, userId }, 'nobody was told of guessed codes')
      await warned.delete(key)
    })
  }

  return {
    /** Does what a code is needed for. Refused codes count, by `isWrong`; whatever else fails does not. */
    counted: async <T>(
      guess: CodeGuess,
      isWrong: (error: unknown) => boolean,
      work: () => Promise<T>,
    ): Promise<T> => {
      const counts = countsOf(guess)
      const isLast = await consume(counts)
      try {
        const done = await work()
        await Promise.all(
          counts.map(([name, key]) =>
            beginsAnew(name) ? limits[name].limiter.delete(key) : limits[name].limiter.reward(key),
          ),
        )
        return done
      } catch (error) {
        if (!isWrong(error)) await giveBack(counts)
        else if (isLast) await warnOnce(guess.userId)
        throw error
      }
    },

    /** A new password ended what was counted: who knew the former one cannot go on. */
    forget: async (userId: string) => {
      const key = digest(userId)
      await Promise.all([limits.account.limiter.delete(key), limits.day.limiter.delete(key)])
    },
  }
}
export type CodeLimit = ReturnType<typeof createCodeLimit>

const isOfAccount = (name: string) => name === 'account' || name === 'day'

/** After a right code. In a day the account has so many whatever was right in between. */
const beginsAnew = (name: string) => name === 'pair' || name === 'account'
