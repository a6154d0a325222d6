import type { SqlTransaction } from '../../chassis/feed/cursor.ts'

/** Runs a statement over `rows`, its parameter `$1` as JSON, unless there are none. Each row must find what it is about: the
 *  page that has another is applied event by event. */
export async function runAll(tx: SqlTransaction, sql: string, rows: readonly object[]) {
  if (rows.length === 0) return
  const done = await tx.$executeRawUnsafe(sql, JSON.stringify(rows))
  if (done !== rows.length)
    throw new Error(`${done} of ${rows.length} rows are known: ${JSON.stringify(rows.slice(0, 3))}`)
}
