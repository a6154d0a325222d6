import type { Prisma } from '#db/task'

/** SQL: whether the user reads what is said internally in the project: members and above, guests of the workspace never.
 *  The one rule of internal comments. */
export const insiderSql = (project: string, user: string) =>
  `reads_internal(${project}::uuid, ${user}::uuid)`

/** Whether somebody does. */
export async function isInsider(
  tx: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>,
  userId: string,
  projectId: string,
) {
  const [row] = await tx.$queryRawUnsafe<{ isInside: boolean }[]>(
    `select ${insiderSql('$1', '$2')} as "isInside"`,
    ...[projectId, userId],
  )
  return row?.isInside === true
}

/** SQL: whether an event `e` may be shown to who sees its project. */
export const eventShownSql = (reader: string) =>
  `(not jsonb_exists(e.changes, 'isInternal') or ${insiderSql('e."projectId"', reader)})`

/** SQL: internal comments on task `t`, as far as the reader may know of them. */
export const internalCountSql = (reader: string) => `case when t."internalCommentCount" > 0
  and ${insiderSql('t."projectId"', reader)} then t."internalCommentCount" else 0 end`
