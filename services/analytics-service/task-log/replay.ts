import type { Pool } from '../../chassis/database.ts'
import type { SqlTransaction } from '../../chassis/feed/cursor.ts'

/** Name in the table "Cursor". */
export const taskFeed = 'tasks'

/** Children before parents. */
const derived = [
  'ParkedEvent',
  'StatusSpan',
  'TaskFact',
  // Tasks that go are counted: what counts them goes after them.
  'QuarterCount',
  'StatusCount',
  'Status',
  'ProjectMember',
  'Project',
  'Member',
  'Workspace',
]

/** Empties everything that came from the log. */
export async function forgetAll(tx: Pick<SqlTransaction, '$executeRawUnsafe'>) {
  for (const table of derived) await tx.$executeRawUnsafe(`delete from "${table}"`)
}

/** Forgets everything and sets the cursor to 0, in one transaction: whoever follows the log then builds it anew. Until
 *  it is there the dashboards say how far behind they are. */
export async function replay(pool: Pool) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    // The follower takes this lock first, too: a batch that it read before does not come in behind the emptying.
    await client.query('select seq from "Cursor" where feed = $1 for update', [taskFeed])
    await forgetAll({ $executeRawUnsafe: async (sql) => (await client.query(sql)).rowCount ?? 0 })
    await client.query('update "Cursor" set seq = 0, mark = null where feed = $1', [taskFeed])
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
