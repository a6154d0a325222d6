import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { digest } from '../../chassis/identity.ts'
import type { Redis } from '../../chassis/redis.ts'
import { appError, type Facts } from '../../chassis/trpc.ts'

const DAY_SECONDS = 86_400

/** Counts attempts to guess a password by address, by account and by both, before anything is hashed. An attempt
 *  counts as failed until it is forgiven, so that a crash in between forgives nothing. Without Redis each process
 *  counts for itself. */
export function createThrottle(redis: Redis, windowSeconds: number) {
  const limiter = limiterOf(redis)
  const byAddress = limiter('tries:address', 50, windowSeconds)
  const byPair = limiter('tries:pair', 20, DAY_SECONDS)
  const byAccount = limiter('tries:account', 10, windowSeconds)
  const byToken = limiter('tries:token', 50, windowSeconds)

  return {
    /** Somebody proved by another way who they are: the account starts afresh. */
    forget: async (account: string, ip: string) => {
      const key = digest(account)
      await Promise.all([byAccount.delete(key), byPair.delete(`${key}:${addressKey(ip)}`)])
    },
    /** Refuses with TOO_MANY_REQUESTS when there were too many attempts on `account` or from `ip`. */
    attempt: async (account: string, ip: string) => {
      const keys = { address: addressKey(ip), account: digest(account) }
      const pair = `${keys.account}:${keys.address}`
      // The address first: who is over its limit must not lock further accounts.
      await counted(byAddress.consume(keys.address))
      await counted(byPair.consume(pair))
      await counted(byAccount.consume(keys.account))
      return {
        /** The password was right: the account starts afresh. */
        succeeded: () =>
          Promise.all([
            byAddress.reward(keys.address),
            byPair.delete(pair),
            byAccount.delete(keys.account),
          ]),
        /** No password was checked. */
        dropped: () =>
          Promise.all([
            byAddress.reward(keys.address),
            byPair.reward(pair),
            byAccount.reward(keys.account),
          ]),
      }
    },

    /** Counts an API token that is none; whoever is over the limit is told. Right ones are never counted or refused: nobody
     *  guesses 256 bits, and many programs share an address. */
    wrongToken: (ip: string) => counted(byToken.consume(addressKey(ip))),
  }
}
export type Throttle = ReturnType<typeof createThrottle>

/** Counts by Redis, and while it is away in this process. */
export const limiterOf = (redis: Redis) => (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterRedis({
    storeClient: redis,
    rejectIfRedisNotReady: true,
    keyPrefix,
    points,
    duration,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
  })

async function counted(consumed: Promise<RateLimiterRes>) {
  try {
    await consumed
  } catch (error) {
    throw tooMany(error, 'Too many attempts; wait a while')
  }
}

/** 429 with the wait, when it is a limiter that refused. */
export const tooMany = (error: unknown, message: string, facts: Facts = {}) =>
  error instanceof RateLimiterRes
    ? appError('TOO_MANY_REQUESTS', message, {
        ...facts,
        retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000),
      })
    : error

/** What stands for one household: an IPv4 address, or the /64 of an IPv6 one. */
export function addressKey(ip: string) {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address instanceof ipaddr.IPv6
    ? address.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')
    : address.toString()
}
