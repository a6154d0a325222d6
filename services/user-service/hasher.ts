import { randomBytes } from 'node:crypto'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { Counter } from 'prom-client'
import type { Metrics } from '../chassis/metrics.ts'
import { refusal } from '../chassis/trpc.ts'

/** Argon2id with 19 MiB, 2 passes, 1 lane: about 25 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes passwords, 2 at once and 50 waiting: more would starve every other request of the process. */
export function createHasher({ registry }: Metrics) {
  const enter = gate(2, 50)
  const runs = new Counter({
    name: 'password_hashes_total',
    help: 'Password hashes computed, to store or to check',
    registers: [registry],
  })
  const nobody = hash(randomBytes(32), cost)
  const gated = <T>(work: () => Promise<T>) =>
    enter(() => {
      runs.inc()
      return work()
    })
  return {
    hash: (password: string) => gated(() => hash(password, cost)),
    /** A missing hash costs the same time and is never right. */
    verify: (known: string | undefined, password: string) =>
      gated(async () => (await verify(known ?? (await nobody), password)) && known !== undefined),
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
}
export type Hasher = ReturnType<typeof createHasher>

/** Lets `atOnce` run and `queued` wait; refuses the rest. */
function gate(atOnce: number, queued: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>) => {
    if (running < atOnce) running += 1
    else if (waiting.length < queued) await new Promise<void>((go) => waiting.push(go))
    else
      throw refusal('SERVICE_UNAVAILABLE', 'Too many people are signing in; try again', {
        retryAfterSeconds: 2,
      })
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
