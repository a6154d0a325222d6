import type { Pool } from '../chassis/database.ts'
import { taskFeed } from './task-log.ts'

/** Children before parents. */
const derived = [
  'ParkedEvent',
  'StatusSpan',
  'TaskFact',
  'Status',
  'ProjectMember',
  'Project',
  'Member',
  'Workspace',
]

/** Empties everything that came from the log and sets the cursor to 0, in one transaction: whoever follows the log
 *  then builds it anew. Until it is there the dashboards say how far behind they are. */
export async function startOver(pool: Pool) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    // The follower takes this lock first, too: no batch of the old cursor can slip in behind the emptying.
    await client.query('select seq from "Cursor" where feed = $1 for update', [taskFeed])
    for (const table of derived) await client.query(`delete from "${table}"`)
    await client.query('update "Cursor" set seq = 0 where feed = $1', [taskFeed])
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
