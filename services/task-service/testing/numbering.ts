import type { Pool } from '../../chassis/database.ts'
import { STAMP_LOCK } from '../../chassis/feed/feed.ts'
import { pollUntil } from '../../chassis/poll-until.ts'

/** Asks while somebody else gives the events of the log their numbers, who goes on once the call waits for that or is
 *  answered. Resolves to the answer. */
export async function whileNumbering<T>(log: Pool, ask: () => Promise<T>) {
  const numbering = await log.connect()
  try {
    await numbering.query('begin')
    await numbering.query('select pg_advisory_xact_lock($1)', [STAMP_LOCK])
    let isAnswered = false
    const answer = ask().finally(() => {
      isAnswered = true
    })
    await pollUntil(async () => {
      const waiting = await log.query(
        `select from pg_locks join pg_database on oid = database
          where datname = current_database() and locktype = 'advisory' and not granted`,
      )
      return isAnswered || waiting.rowCount
    })
    await numbering.query('rollback')
    return await answer
  } finally {
    // With whatever it still holds.
    numbering.release(true)
  }
}
