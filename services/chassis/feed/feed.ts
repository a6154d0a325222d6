import type { Pool } from '../database.ts'
import type { Redis } from '../redis.ts'

/** Advisory lock that lets one process at a time stamp its feed. */
export const STAMP_LOCK = 7_236_969

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
