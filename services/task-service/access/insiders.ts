/** SQL: whether the user reads what is said internally in the project: members and above, guests of the workspace never.
 *  The one rule of internal comments. */
export const insiderSql = (project: string, user: string) =>
  `reads_internal(${project}::uuid, ${user}::uuid)`

/** SQL: whether an event `e` may be shown to who sees its project. */
export const eventShownSql = (reader: string) =>
  `(not jsonb_exists(e.changes, 'isInternal') or ${insiderSql('e."projectId"', reader)})`

/** SQL: internal comments on task `t`, as far as the reader may know of them. */
export const internalCountSql = (reader: string) => `case when t."internalCommentCount" > 0
  and ${insiderSql('t."projectId"', reader)} then t."internalCommentCount" else 0 end`
