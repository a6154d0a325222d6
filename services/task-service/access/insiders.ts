/** SQL: whether the user reads what is said internally in the project: members and above, guests of the workspace never.
 *  The one rule of internal comments. */
export const insiderSql = (project: string, user: string) => `exists (
  select from "ProjectAccess" a join "Project" inner_p on inner_p.id = a."projectId"
    join "Member" inner_m on inner_m."workspaceId" = inner_p."workspaceId" and inner_m."userId" = a."userId"
   where a."projectId" = ${project}::uuid and a."userId" = ${user}::uuid and a.role >= 'member' and inner_m.role <> 'guest')`

/** SQL: whether an event `e` may be shown to who sees its project. */
export const eventShownSql = (reader: string) =>
  `(not jsonb_exists(e.changes, 'isInternal') or ${insiderSql('e."projectId"', reader)})`

/** SQL: internal comments on task `t`, as far as the reader may know of them. */
export const internalCountSql = (reader: string) => `case when t."internalCommentCount" > 0
  and ${insiderSql('t."projectId"', reader)} then t."internalCommentCount" else 0 end`
