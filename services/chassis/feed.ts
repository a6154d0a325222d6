import { setTimeout as sleep } from 'node:timers/promises'
import { Counter } from 'prom-client'
import { type Cursor, hasLostEnd, lockCursor, type SqlTransaction, setCursor } from './cursor.ts'
import type { Pool } from './database.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'

/** Advisory lock that lets one process at a time stamp its feed. */
const STAMP_LOCK = 7_236_969

/** Gives committed events their place in the feed. A sequence drawn at insert would let readers skip events: insert
 *  order is not commit order (measured: 27 % lost with 12 writers). Expects a table "Event"(id, seq). */
export async function stampFeed(pool: Pool) {
  const { rowCount } = await pool.query({ name: 'unstamped', text: unstamped })
  if (rowCount === 0) return
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as mine', [
      STAMP_LOCK,
    ])
    if (rows[0].mine)
      await client.query(
        `update "Event" set seq = fresh.seq
           from (select id, (select coalesce(max(seq), 0) from "Event") + row_number() over (order by id) as seq
                   from "Event" where seq is null) fresh
          where "Event".id = fresh.id`,
      )
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

const unstamped = 'select 1 from "Event" where seq is null limit 1'

export interface FeedPage<Event> {
  /** Events after the cursor, oldest first. */
  readonly events: Event[]
  /** Mark of the event at the cursor, null where the feed has none there; unknown to services of an older release. */
  readonly mark?: string | null
}

export interface Followed<Tx extends SqlTransaction, Event extends { seq: number }> {
  /** Name of the feed in the table "Cursor". */
  readonly feed: string
  readonly pull: (after: number) => Promise<FeedPage<Event>>
  /** Tells an event from any other that ever had its number. */
  readonly markOf: (event: Event) => string
  readonly transaction: (work: (tx: Tx) => Promise<void>) => Promise<void>
  readonly apply: (tx: Tx, event: Event) => Promise<void>
  /** Sets aside an event that failed five times. */
  readonly park: (tx: Tx, event: Event, error: unknown) => Promise<void>
  /** Forgets what came from the feed, before it is read from its beginning. */
  readonly startOver: (tx: Tx) => Promise<unknown>
  /** Nothing was left to apply at this moment. */
  readonly caughtUp?: (at: number) => void
  /** Pause between two pulls that found nothing, in milliseconds. */
  readonly everyMs: number
  readonly log: Logger
  readonly metrics: Metrics
}

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
  let failures = 0
  let failedSeq = 0
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
    const asked = Date.now()
    const page = await followed.pull(from.seq)
    if (hasLostEnd(from, page)) {
      await startOver(from)
      return 1
    }
    const { events } = page
    if (events.length === 0) followed.caughtUp?.(asked)
    // After a failure events go one by one, so that only the broken one is set aside.
    const batch = failures > 0 ? events.slice(0, 1) : events
    if (batch.length === 0) return 0
    try {
      await commit(from, batch)
      failures = 0
    } catch (error) {
      const seq = batch[0]?.seq ?? 0
      failures = seq === failedSeq ? failures + 1 : 1
      failedSeq = seq
      followed.log.error({ err: error, seq, failures }, `feed ${followed.feed}: event failed`)
      if (failures < 5 || !batch[0]) throw error
      await commit(from, batch.slice(0, 1), error)
      failures = 0
    }
    return batch.length
  }

  const cursor = async () => {
    let found: Cursor = { seq: 0, mark: null }
    await followed.transaction(async (tx) => {
      found = await lockCursor(tx, followed.feed)
    })
    return found
  }

  const commit = (from: Cursor, batch: Event[], broken?: unknown) =>
    followed.transaction(async (tx) => {
      const done = await lockCursor(tx, followed.feed)
      // Somebody started over since this batch was read: what comes before it must be applied first.
      if (done.seq < from.seq) return
      const fresh = batch.filter(({ seq }) => seq > done.seq)
      for (const event of fresh) {
        if (broken === undefined) await followed.apply(tx, event)
        else await followed.park(tx, event, broken)
      }
      const last = fresh.at(-1)
      if (last) await setCursor(tx, followed.feed, last.seq, followed.markOf(last))
    })

  const startOver = (from: Cursor) =>
    followed.transaction(async (tx) => {
      const { seq, mark } = await lockCursor(tx, followed.feed)
      // Another process was faster.
      if (seq !== from.seq || mark !== from.mark) return
      await followed.startOver(tx)
      await setCursor(tx, followed.feed, 0, null)
      restarts.inc()
      followed.log.error(
        { seq },
        `feed ${followed.feed}: it lost its end, reading it from its beginning`,
      )
    })

  let failedPulls = 0
  const loop = async () => {
    while (!stopped.signal.aborted) {
      const applied = await pullNow().catch((error: Error) => {
        // Services start in any order: the first pulls may find nobody there.
        failedPulls += 1
        const level = failedPulls % 30 === 10 ? 'warn' : 'debug'
        followed.log[level]({ error: error.message }, `feed ${followed.feed}: pull failed`)
        return 0
      })
      if (applied > 0) failedPulls = 0
      if (applied === 0)
        await sleep(followed.everyMs, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }
  const ended = loop()

  return {
    pullNow,
    close: async () => {
      stopped.abort()
      await ended
    },
  }
}
