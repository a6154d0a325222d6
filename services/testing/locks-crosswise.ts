import type { Pool, PoolClient } from 'pg'
import { pollUntil } from '../chassis/poll-until.ts'

/** A transaction that locks two tables as a migration does, the later one first, and wins each deadlock. `win` waits until
 *  somebody holds the earlier table and waits for the later one, and then takes what they hold from them. */
export async function locksCrosswise(
  pool: Pick<Pool, 'connect'>,
  [earlier, later]: readonly [string, string],
) {
  const client = await pool.connect()
  const lock = (table: string) => client.query(`lock table "${table}" in access exclusive mode`)
  // Who looks for a deadlock first loses it.
  await client.query(`set deadlock_timeout = '1h'; set lock_timeout = 0; set statement_timeout = 0`)
  await client.query('begin')
  await lock(later)
  return {
    win: async () => {
      await pollUntil(() => waiterAt(client, earlier, later))
      await lock(earlier)
    },
    end: async () => {
      await client.query('commit')
      // Its settings are nobody else's.
      client.release(true)
    },
  }
}

async function waiterAt(client: PoolClient, held: string, awaited: string) {
  const { rowCount } = await client.query(
    `select from pg_locks h join pg_locks w on w.pid = h.pid
      where h.granted and h.relation = $1::regclass and not w.granted and w.relation = $2::regclass`,
    [`"${held}"`, `"${awaited}"`],
  )
  return rowCount
}
