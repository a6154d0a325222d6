import { setTimeout as sleep } from 'node:timers/promises'
import { Counter } from 'prom-client'
import type { Pool } from '../database.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import type { Redis } from '../redis.ts'
import { type Cursor, isRewound, lockCursor, type SqlTransaction, setCursor } from './cursor.ts'

/** Advisory lock that lets one process at a time stamp its feed. */
const STAMP_LOCK = 7_236_969

/** Gives committed events their place in the feed. A sequence drawn at insert would let readers skip events: insert
 *  order is not commit order (measured: 27 % lost with 12 writers). Expects a table "Event"(id, seq). */
export async function stampFeed(pool: Pool, { unstamped, stamp, isPassing }: Stamping = stamping) {
  const { rowCount } = await pool.query({ name: 'unstamped', text: unstamped })
  if (rowCount === 0) return
  const client = await pool.connect()
  try {
    await client.query('begin')
    const lock = isPassing ? 'pg_try_advisory_xact_lock' : 'pg_advisory_xact_lock'
    const { rows } = await client.query(`select ${lock}($1) as mine`, [STAMP_LOCK])
    // Waiting for the lock answers nothing.
    if (rows[0].mine !== false) await client.query(stamp)
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** How a feed is stamped, in SQL: whether there is anything to do, and doing it while nobody else does. */
export interface Stamping {
  readonly unstamped: string
  readonly stamp: string
  /** Goes on without a place for the newest events while somebody else stamps: for a busy feed with many readers. Else what was
   *  committed before the call has its place after it. */
  readonly isPassing?: boolean
}

const stamping: Stamping = {
  unstamped: 'select 1 from "Event" where seq is null limit 1',
  stamp: `
    update "Event" set seq = fresh.seq
      from (select id, (select coalesce(max(seq), 0) from "Event") + row_number() over (order by id) as seq
              from "Event" where seq is null) fresh
     where "Event".id = fresh.id`,
}

/** Longest that followers wait for news in one call, in milliseconds; a lost message costs them no more. */
const WAIT_MS = { told: 2000, untold: 500 }

/** Shortest time between two messages to replicas and gateways, in milliseconds. */
const TELL_MS = 20

/** Tells those who wait for news of a feed in this process and, through Redis, in its replicas. `hearing` is a
 *  connection of its own, as subscribing takes one. */
export function createFeedNews(redis: Redis, hearing: Redis, channel: string) {
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const one of waiting) one()
  }
  hearing.on('ready', () => void hearing.subscribe(channel).then(wake, () => {}))
  hearing.on('message', wake)
  let pending: NodeJS.Timeout | undefined
  let isMore = false
  /** The first of many is told at once, the others together. */
  const tell = () => {
    isMore = false
    void redis.publish(channel, '').catch(() => 0)
    pending = setTimeout(() => {
      pending = undefined
      if (isMore) tell()
    }, TELL_MS)
  }
  return {
    publish: () => {
      wake()
      if (pending) isMore = true
      else tell()
    },
    /** Resolves to whether the feed has something for who has read it up to `after`, at once or within 2 s. */
    until: async (pool: Pool, after: number) => {
      const limitMs = hearing.status === 'ready' ? WAIT_MS.told : WAIT_MS.untold
      // Before looking, or what comes between looking and waiting would be missed.
      let settle = (_isNews: boolean) => {}
      const told = new Promise<boolean>((resolve) => {
        settle = resolve
      })
      const wakeUp = () => settle(true)
      const timer = setTimeout(settle, limitMs, false)
      waiting.add(wakeUp)
      try {
        return (await hasNews(pool, after)) || (await told)
      } finally {
        clearTimeout(timer)
        waiting.delete(wakeUp)
      }
    },
    /** Lets everybody go who waits. */
    close: () => {
      clearTimeout(pending)
      hearing.disconnect()
      wake()
    },
  }
}
export type FeedNews = ReturnType<typeof createFeedNews>

async function hasNews(pool: Pool, after: number) {
  const { rows } = await pool.query({ name: 'news', text: newsSql, values: [after] })
  return rows[0]?.news === true
}

/** Whether a feed has something after `$1`, in SQL. One that lost the event at the cursor has news as well: it was restored. The
 *  newest is compared, for rows after any `$1` would be looked for one by one. */
export const newsSql = `
  select (select max(seq) from "Event") > $1 or exists (select 1 from "Event" where seq is null)
      or ($1 > 0 and not exists (select 1 from "Event" where seq = $1)) as news`

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
  readonly apply: (tx: Tx, event: Event) => Promise<void>
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
  let readTo = 0
  let asking = new AbortController()
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
    readTo = from.seq
    const asked = Date.now()
    const page = await followed.pull(from.seq)
    if (isRewound(from, page)) {
      await replay(from)
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
        else await followed.deadLetter(tx, event, broken)
      }
      const last = fresh.at(-1)
      if (last) await setCursor(tx, followed.feed, last.seq, followed.fingerprintOf(last))
    })

  const replay = (from: Cursor) =>
    followed.transaction(async (tx) => {
      const { seq, mark } = await lockCursor(tx, followed.feed)
      // Another process was faster.
      if (seq !== from.seq || mark !== from.mark) return
      await followed.forget(tx)
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
      followed.caughtUp?.(asked)
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
