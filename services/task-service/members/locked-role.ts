import { role } from '../../user-service/contract.ts'
import type { Tx } from '../events/event-log.ts'

/** The lock that all changes in a workspace share, alone: none of theirs is in flight. */
export const lockRights = (tx: Tx, workspaceId: string) =>
  tx.$executeRaw`select lock_rights(${workspaceId}::uuid, true)`

/** The role we know of, under that lock. */
export async function lockedRole(tx: Tx, workspaceId: string, userId: string) {
  await lockRights(tx, workspaceId)
  const where = { workspaceId_userId: { workspaceId, userId } }
  const member = await tx.member.findUnique({ where, select: { role: true } })
  return role.optional().parse(member?.role)
}
