/** The cursor of a task `t`, in SQL. */
export const cursorSql = `t.rank || '.' || t.version || '.' || t.id`

/** The rank after which a page begins, in SQL; the cursor's rank, version and id are the parameters from `first` on. */
export const placeSql = (first: number) => `coalesce((
  select last.rank from "Task" last
   where last.id = $${first + 2}::uuid and last.version = $${first + 1}::int and last."projectId" = $1), $${first})`
