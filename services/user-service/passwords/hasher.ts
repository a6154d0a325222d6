import { randomBytes } from 'node:crypto'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import { Counter } from 'prom-client'
import type { Metrics } from '../../chassis/metrics.ts'
import { appError } from '../../chassis/trpc.ts'
import { createShares } from './hash-shares.ts'
import { addressKey } from './throttle.ts'

/** Who wants a password hashed or checked. */
export interface Asker {
  readonly account: string
  readonly ip: string
}

/** Lends the hasher to one asker. All passwords together are hashed 2 at once with 50 waiting: more would starve every
 *  other request of the process. Of one account 2 and of one address 2 are in that queue, a few more wait outside of
 *  it, and the rest is told to come back: so each address waits for the others' turns, and for nobody's crowd. A hash is
 *  Argon2id with `memoryKib`, 2 passes, 1 lane: about 25 ms of one core for 19 MiB. */
export function createHashing({ registry }: Metrics, memoryKib: number) {
  const cost = { memoryCost: memoryKib, timeCost: 2, parallelism: 1 }
  const queue = bulkhead(2, 50)
  const accounts = createShares(2, 2)
  const addresses = createShares(2, 10)
  const runs = new Counter({
    name: 'password_hashes_total',
    help: 'Password hashes computed, to store or to check',
    registers: [registry],
  })
  const nobody = hash(randomBytes(32), cost)
  const queued = <T>(work: () => Promise<T>) =>
    queue
      .execute(() => {
        runs.inc()
        return work()
      })
      .catch((error: unknown) => {
        throw error instanceof BulkheadRejectedError ? full() : error
      })
  const hasher = {
    hash: (password: string) => queued(() => hash(password, cost)),
    /** A missing hash costs the same time and is never right. */
    verify: (known: string | undefined, password: string) =>
      queued(async () => (await verify(known ?? (await nobody), password)) && known !== undefined),
    isWeak: (known: string) => {
      const { memoryCost, timeCost, parallelism } = parseOptions(known)
      return (
        !known.startsWith('$argon2id$v=19$') ||
        memoryCost < cost.memoryCost ||
        timeCost < cost.timeCost ||
        parallelism < cost.parallelism
      )
    },
  }
  return <T>({ account, ip }: Asker, work: (lent: typeof hasher) => Promise<T>) =>
    accounts(account, () => addresses(addressKey(ip), () => work(hasher)))
}
export type Hashing = ReturnType<typeof createHashing>
export type Hasher = Parameters<Parameters<Hashing>[1]>[0]

const full = () =>
  appError('SERVICE_UNAVAILABLE', 'Too many people are signing in; try again', {
    retryAfterSeconds: 2,
  })
