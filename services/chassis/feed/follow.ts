import { setTimeout as sleep } from 'node:timers/promises'
import { Counter } from 'prom-client'
import type { Logger } from '../logger.ts'
import { gauge, type Metrics } from '../metrics.ts'
import { type Cursor, isRewound, lockCursor, type SqlTransaction, setCursor } from './cursor.ts'

interface FeedPage<Event> {
  /** Events after the cursor, oldest first. */
  readonly events: Event[]
  /** Fingerprint of the event at the cursor, null where the feed has none there; unknown to services of an older release. */
  readonly mark?: string | null
}

export interface Followed<Tx extends SqlTransaction, Event extends { seq: number }> {
  /** Name of the feed in the table "Cursor". */
  readonly feed: string
  readonly pull: (after: number) => Promise<FeedPage<Event>>
  /** Whether the feed has more, at once or when its owner has waited for it. */
  readonly news: (after: number, signal: AbortSignal) => Promise<boolean>
  /** Tells an event from any other that ever had its number. */
  readonly fingerprintOf: (event: Event) => string
  readonly transaction: (work: (tx: Tx) => Promise<void>) => Promise<void>
  /** Applies a page, oldest first. When it throws, the events of the page are applied one by one. */
  readonly apply: (tx: Tx, events: readonly Event[]) => Promise<void>
  /** Sets aside an event that failed five times. */
  readonly deadLetter: (tx: Tx, event: Event, error: unknown) => Promise<void>
  /** Forgets what came from the feed, before it is read from its beginning. */
  readonly forget: (tx: Tx) => Promise<unknown>
  /** Nothing was left to apply at this moment. */
  readonly caughtUp?: (at: number) => void
  readonly log: Logger
  readonly metrics: Metrics
}

/** Pause after a pull that failed, in milliseconds. */
const RETRY_MS = 500
/** After this many waits without news the feed is pulled all the same: only a pull sees that it was restored. */
const QUIET_WAITS = 15
/** Changes that come this close together are pulled together, in milliseconds: a pull costs as much as applying ten. */
const GATHER_MS = 100
/** After a page of fewer events the next one gathers first. */
const FEW = 50

/** Follows another service's feed: effects and cursor move in one transaction, so each event counts once, whatever
 *  dies in between. A feed that lost its end, because its database was restored, is read from its beginning: its next
 *  events get numbers that were given before, and would be passed over. */
export function follow<Tx extends SqlTransaction, Event extends { seq: number }>(
  followed: Followed<Tx, Event>,
) {
  const stopped = new AbortController()
  const restarts = new Counter({
    name: 'feed_restarts_total',
    help: 'Feeds read from their beginning because they lost what was applied; worth an alert',
    registers: [followed.metrics.registry],
  })
  let caughtUpAt = Date.now()
  const behindSeconds = () => (Date.now() - caughtUpAt) / 1000
  followed.metrics.feeds.set(followed.feed, behindSeconds)
  gauge(
    followed.metrics,
    {
      name: 'feed_behind_seconds',
      help: 'For how long a follower has not seen the end of its feed; a quiet one looks every 2 s',
      labels: ['feed'],
    },
    () => [[{ feed: followed.feed }, behindSeconds()]],
  )
  const caughtUp = (at: number) => {
    caughtUpAt = at
    followed.caughtUp?.(at)
  }
  let readTo = 0
  let asking = new AbortController()
  let failures = 0
  let failedSeq = 0
  /** End of a page that failed: up to here events go one by one, so that only the broken one is set aside. */
  let carefulTo = 0
  let running = Promise.resolve(0)
  let waiting: Promise<number> | undefined

  /** Applies what has come since; resolves to the number of events. Safe to call from anywhere: one pull at a time,
   *  and whoever calls meanwhile shares the next one. */
  const pullNow = () => {
    waiting ??= running
      .catch(() => 0)
      .then(() => {
        waiting = undefined
        return pullOnce()
      })
    running = waiting
    return running
  }

  const pullOnce = async () => {
    const from = await cursor()
    readTo = from.seq
    const asked = Date.now()
    const page = await followed.pull(from.seq)
    if (isRewound(from, page)) {
      await replay(from)
      return 1
    }
    const { events } = page
    if (events.length === 0) caughtUp(asked)
    const isCareful = (events[0]?.seq ?? 0) <= carefulTo
    let { seq } = from
    for (const batch of isCareful ? events.map((event) => [event]) : [events]) {
      await attempt(seq, batch)
      seq = batch.at(-1)?.seq ?? seq
    }
    return events.length
  }

  const attempt = async (after: number, batch: Event[]) => {
    const [first] = batch
    if (!first) return
    try {
      await commit(after, batch)
      failures = 0
    } catch (error) {
      const { seq } = first
      failures = seq === failedSeq ? failures + 1 : 1
      failedSeq = seq
      carefulTo = Math.max(carefulTo, batch.at(-1)?.seq ?? 0)
      followed.log.error({ err: error, seq, failures }, `feed ${followed.feed}: event failed`)
      if (failures < 5) throw error
      await commit(after, [first], error)
      failures = 0
    }
  }

  const cursor = async () => {
    let found: Cursor = { seq: 0, mark: null }
    await followed.transaction(async (tx) => {
      found = await lockCursor(tx, followed.feed)
    })
    return found
  }

  const commit = (after: number, batch: Event[], broken?: unknown) =>
    followed.transaction(async (tx) => {
      const done = await lockCursor(tx, followed.feed)
      // Somebody started over since this batch was read: what comes before it must be applied first.
      if (done.seq < after) return
      const fresh = batch.filter(({ seq }) => seq > done.seq)
      const last = fresh.at(-1)
      if (!last) return
      if (broken === undefined) await followed.apply(tx, fresh)
      else await followed.deadLetter(tx, last, broken)
      await setCursor(tx, followed.feed, last.seq, followed.fingerprintOf(last))
    })

  const replay = (from: Cursor) =>
    followed.transaction(async (tx) => {
      const { seq, mark } = await lockCursor(tx, followed.feed)
      // Another process was faster.
      if (seq !== from.seq || mark !== from.mark) return
      await followed.forget(tx)
      carefulTo = 0
      await setCursor(tx, followed.feed, 0, null)
      restarts.inc()
      followed.log.error(
        { seq },
        `feed ${followed.feed}: it lost its end, reading it from its beginning`,
      )
    })

  let failedPulls = 0
  const loop = async () => {
    while (!stopped.signal.aborted)
      try {
        for (let pulled = 1; pulled > 0; failedPulls = 0) {
          pulled = await pullNow()
          if (pulled > 0 && pulled < FEW) await pause(GATHER_MS)
        }
        await untilNews()
        failedPulls = 0
      } catch (error) {
        // Services start in any order: the first pulls may find nobody there.
        failedPulls += 1
        const level = failedPulls % 30 === 10 ? 'warn' : 'debug'
        followed.log[level]({ err: error }, `feed ${followed.feed}: pull failed`)
        await pause(RETRY_MS)
      }
  }

  const untilNews = async () => {
    for (let quiet = 0; quiet < QUIET_WAITS && !stopped.signal.aborted; quiet++) {
      const asked = Date.now()
      // One each: a client leaves its listener on the signal it is given.
      asking = new AbortController()
      if (await followed.news(readTo, asking.signal)) break
      caughtUp(asked)
    }
    await pause(GATHER_MS)
  }

  const pause = (ms: number) =>
    sleep(ms, undefined, { signal: stopped.signal }).catch(() => undefined)
  const ended = loop()

  return {
    pullNow,
    close: async () => {
      stopped.abort()
      asking.abort()
      await ended
    },
  }
}
