import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from './database.ts'
import type { Logger } from './logger.ts'

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

/** What a transaction of any of our Prisma clients can do with plain SQL. */
export interface SqlTransaction {
  $queryRawUnsafe<T>(sql: string, ...values: unknown[]): Promise<T>
  $executeRawUnsafe(sql: string, ...values: unknown[]): Promise<number>
}

export interface Followed<Tx extends SqlTransaction, Event extends { seq: number }> {
  /** Name of the feed in the table "Cursor". */
  readonly feed: string
  /** Events after `seq`, oldest first. */
  readonly pull: (after: number) => Promise<Event[]>
  readonly transaction: (work: (tx: Tx) => Promise<void>) => Promise<void>
  readonly apply: (tx: Tx, event: Event) => Promise<void>
  /** Sets aside an event that failed five times. */
  readonly park: (tx: Tx, event: Event, error: unknown) => Promise<void>
  /** Pause between two pulls that found nothing, in milliseconds. */
  readonly everyMs: number
  readonly log: Logger
}

/** Follows another service's feed: effects and cursor move in one transaction, so each event counts once, whatever
 *  dies in between. Setting the cursor to 0 and emptying the tables rebuilds everything. */
export function follow<Tx extends SqlTransaction, Event extends { seq: number }>(
  followed: Followed<Tx, Event>,
) {
  const stopped = new AbortController()
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
    const events = await followed.pull(await cursor())
    // After a failure events go one by one, so that only the broken one is set aside.
    const batch = failures > 0 ? events.slice(0, 1) : events
    if (batch.length === 0) return 0
    try {
      await commit(batch)
      failures = 0
    } catch (error) {
      const seq = batch[0]?.seq ?? 0
      failures = seq === failedSeq ? failures + 1 : 1
      failedSeq = seq
      followed.log.error({ err: error, seq, failures }, `feed ${followed.feed}: event failed`)
      if (failures < 5 || !batch[0]) throw error
      await commit(batch.slice(0, 1), error)
      failures = 0
    }
    return batch.length
  }

  const cursor = async () => {
    let seq = 0
    await followed.transaction(async (tx) => {
      seq = await lockCursor(tx, followed.feed)
    })
    return seq
  }

  const commit = (batch: Event[], broken?: unknown) =>
    followed.transaction(async (tx) => {
      const done = await lockCursor(tx, followed.feed)
      for (const event of batch) {
        if (event.seq <= done) continue
        if (broken === undefined) await followed.apply(tx, event)
        else await followed.park(tx, event, broken)
      }
      const last = Math.max(done, batch.at(-1)?.seq ?? 0)
      await tx.$executeRawUnsafe(
        'update "Cursor" set seq = $1 where feed = $2',
        last,
        followed.feed,
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

async function lockCursor(tx: SqlTransaction, feed: string) {
  await tx.$executeRawUnsafe('insert into "Cursor" (feed) values ($1) on conflict do nothing', feed)
  const rows = await tx.$queryRawUnsafe<{ seq: bigint }[]>(
    'select seq from "Cursor" where feed = $1 for update',
    feed,
  )
  return Number(rows[0]?.seq ?? 0)
}
