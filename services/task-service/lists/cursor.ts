import type { TaskCursor } from '../contract.ts'
import { foreignCursor } from '../filter/order.ts'
import type { Values } from '../filter/values.ts'

/** The order of a list that nobody has sorted. */
export const byRank = {
  sql: 't.rank',
  fits: undefined,
  /** SQL: the cursor of task `t`. */
  cursorSql: `t.rank || '.' || t.version || '.' || t.id`,
  /** SQL: whether task `t` comes after a cursor's. Where that one still has the version, it counts where it stands now. */
  afterSql: ({ rank, version, id }: TaskCursor, { add }: Values) => {
    if (rank.startsWith('~')) throw foreignCursor()
    const known = add(rank)
    return `t.rank > coalesce((
      select last.rank from "Task" last
       where last.id = ${add(id)}::uuid and last.version = ${add(version)}::int and last."projectId" = $1), ${known})`
  },
}
