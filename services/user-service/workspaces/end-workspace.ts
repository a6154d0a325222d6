import type { Prisma } from '#db/user'
import { role } from '../contract.ts'
import type { Recording } from '../events/event-log.ts'

interface Ending {
  readonly workspaceId: string
  /** Who wanted it. */
  readonly actorId: string
}

/** The end of a workspace, under its lock: everybody leaves, and nothing of it can be reached by anybody again; its links let
 *  nobody in. What other services keep of it goes with the event, and what is left of it here with the row of
 *  "DeletedWorkspace", soon after. */
export async function endWorkspace(
  tx: Prisma.TransactionClient,
  record: Recording,
  { workspaceId, actorId }: Ending,
) {
  const members = await tx.membership.findMany({
    where: { workspaceId },
    orderBy: { userId: 'asc' },
    select: { userId: true, role: true },
  })
  for (const { userId, role: lost } of members)
    record('member.removed', { workspaceId, userId, actorId, role: role.parse(lost) })
  record('workspace.deleted', { workspaceId, actorId })
  await tx.deletedWorkspace.create({
    data: { workspaceId, byId: actorId },
    select: { workspaceId: true },
  })
  await tx.workspace.delete({ where: { id: workspaceId }, select: { id: true } })
}
