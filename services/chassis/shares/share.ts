export interface ShareLimits {
  /** How much one may have at once. */
  readonly each: number
  /** How much all may have together. @default no limit */
  readonly all?: number
  /** How much of one may wait; more is refused at once. @default no limit */
  readonly waiting?: number
  /** Longest wait, in milliseconds. */
  readonly waitMs: number
  /** What is thrown to who waited in vain. */
  readonly refuse: () => Error
}

/** What all together have of something, wait for, and were refused so far. */
export interface Usage {
  readonly held: number
  readonly waiting: number
  readonly refused: number
}

interface Waiter {
  readonly weight: number
  readonly grant: () => void
}

interface Holder {
  held: number
  readonly waiters: Set<Waiter>
}

export type Share = ReturnType<typeof createShare>

/** Divides something scarce among people: nobody gets more than a share of it, and who waits takes turns with the
 *  others who wait, however many things each of them waits for. */
export function createShare({ each, all, waiting, waitMs, refuse }: ShareLimits) {
  // Whoever was served last stands last.
  const holders = new Map<string, Holder>()
  let total = 0
  let refused = 0
  const refusal = () => {
    refused += 1
    return refuse()
  }

  const hasRoom = ({ held }: Holder, weight: number) =>
    // Something heavier than a whole share may go when it goes alone.
    (held === 0 || held + weight <= each) &&
    (all === undefined || total === 0 || total + weight <= all)

  const grant = (who: string, holder: Holder, weight: number) => {
    holder.held += weight
    total += weight
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      holder.held -= weight
      total -= weight
      leave(who, holder)
      serveNext()
    }
  }

  const leave = (who: string, { held, waiters }: Holder) => {
    if (held === 0 && waiters.size === 0) holders.delete(who)
  }

  const serveNext = () => {
    for (let isServing = true; isServing; ) {
      isServing = false
      for (const [who, holder] of holders) {
        const [first] = holder.waiters
        if (!first || !hasRoom(holder, first.weight)) continue
        holders.delete(who)
        holders.set(who, holder)
        first.grant()
        isServing = true
        break
      }
    }
  }

  const wait = (who: string, holder: Holder, weight: number) =>
    new Promise<() => void>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        holder.waiters.delete(waiter)
      }
      const waiter: Waiter = {
        weight,
        grant: () => {
          end()
          resolve(grant(who, holder, weight))
        },
      }
      const timer = setTimeout(() => {
        end()
        leave(who, holder)
        reject(refusal())
      }, waitMs)
      holder.waiters.add(waiter)
    })

  return {
    /** How much of the share of `who` is free at this moment. */
    left: (who: string) => Math.max(0, each - (holders.get(who)?.held ?? 0)),
    usage: (): Usage => {
      const waiters = [...holders.values()].flatMap(({ waiters }) => [...waiters])
      const waiting = waiters.reduce((sum, { weight }) => sum + weight, 0)
      return { held: total, waiting, refused }
    },
    /** Takes `weight` of the share of `who`, after a wait if it must be; resolves to how to give it back. */
    take: async (who: string, weight = 1) => {
      const holder = holders.get(who) ?? { held: 0, waiters: new Set() }
      holders.set(who, holder)
      if (holder.waiters.size === 0 && hasRoom(holder, weight)) return grant(who, holder, weight)
      const ahead = [...holder.waiters].reduce((sum, waiter) => sum + waiter.weight, 0)
      if (waiting !== undefined && ahead + weight > waiting) throw refusal()
      return wait(who, holder, weight)
    },
  }
}
