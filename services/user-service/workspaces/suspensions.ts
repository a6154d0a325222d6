import type { Prisma } from '#db/user'
import type { Recording } from '../events/event-log.ts'
import { suspended } from './access.ts'

/** Tells other services of some members whether anything of a workspace is open to them, and whether it is closed, as it is at this
 *  moment under the lock of the workspace or of their accounts. Nothing else does. Both are said each time, for a release before
 *  may have passed over the one or the other. */
export async function tellSuspensions(
  tx: Prisma.TransactionClient,
  record: Recording,
  actorId: string,
  where: Prisma.MembershipWhereInput,
) {
  const members = await tx.membership.findMany({
    where,
    orderBy: [{ workspaceId: 'asc' }, { userId: 'asc' }],
    select: { workspaceId: true, userId: true, workspace: { select: { closedAt: true } } },
  })
  const keptOut = await tx.membership.findMany({
    where: { AND: [where, suspended] },
    select: { workspaceId: true, userId: true },
  })
  const keys = new Set(keptOut.map(keyOf))
  for (const { workspaceId, userId, workspace } of members) {
    const member = { workspaceId, userId }
    record(keys.has(keyOf(member)) ? 'member.suspended' : 'member.resumed', {
      ...member,
      actorId,
      isClosed: workspace.closedAt !== null,
    })
  }
}

const keyOf = (member: { workspaceId: string; userId: string }) =>
  `${member.workspaceId} ${member.userId}`
