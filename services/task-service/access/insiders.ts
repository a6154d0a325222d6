import { TRPCError } from '@trpc/server'
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

/** SQL: whether the reader is told of teams of the workspace of an event `e`: guests are of none. One look into an index: as
 *  `exists` it could become a list of all members. */
export const teamsShownSql = (reader: string) => `(
  select w.role <> 'guest' from "Member" w where w."workspaceId" = e."workspaceId" and w."userId" = ${reader}::uuid)`

/** Throws FORBIDDEN for a guest who is an admin of the project. */
export async function refuseGuest(
  tx: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>,
  userId: string,
  projectId: string,
  message = 'Teams are for members of the workspace, not for guests',
) {
  if (!(await isInsider(tx, userId, projectId))) throw new TRPCError({ code: 'FORBIDDEN', message })
}

/** SQL: whether an event `e` may be shown to who sees its project. */
export const eventShownSql = (reader: string) =>
  `(not jsonb_exists(e.changes, 'isInternal') or ${insiderSql('e."projectId"', reader)})
   and (e.type not like 'project_team.%' or ${teamsShownSql(reader)})`

/** SQL: internal comments on task `t`, as far as the reader may know of them. */
export const internalCountSql = (reader: string) => `case when t."internalCommentCount" > 0
  and ${insiderSql('t."projectId"', reader)} then t."internalCommentCount" else 0 end`
