import { role } from '../../user-service/contract.ts'
import type { Tx } from '../events/event-log.ts'

/** The role we know of, under the lock that all changes in the workspace share: none of theirs is in flight. */
export async function lockedRole(tx: Tx, workspaceId: string, userId: string) {
  await tx.$executeRaw`select lock_rights(${workspaceId}::uuid, true)`
  const where = { workspaceId_userId: { workspaceId, userId } }
  const member = await tx.member.findUnique({ where, select: { role: true } })
  return role.optional().parse(member?.role)
}
