import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { activeAccount } from '../accounts/account-lock.ts'
import { type Role, role, roles } from '../contract.ts'

export interface Actor {
  readonly id: string
}

/** The user's role in a workspace; NOT_FOUND when there is none. */
export async function roleIn(db: Prisma.TransactionClient, user: Actor, workspaceId: string) {
  const membership = await db.membership.findUniqueOrThrow({
    where: { workspaceId_userId: { workspaceId, userId: user.id } },
    select: { role: true },
  })
  return role.parse(membership.role)
}

/** `shared`: for what members do in a workspace. `alone`: for what changes the workspace or who belongs to it. */
type Lock = 'shared' | 'alone'

/** The role of an active user in a workspace, at least `needed`. It cannot be taken away or lowered before the
 *  transaction ends: that takes the workspace alone. */
export const lockedRole =
  (user: Actor, workspaceId: string, needed: Role, lock: Lock = 'shared') =>
  async (tx: Prisma.TransactionClient) => {
    await lockWorkspace(tx, workspaceId, lock)
    await activeAccount(user)(tx)
    const own = await roleIn(tx, user, workspaceId)
    needs(own, needed)
    return own
  }

export const lockWorkspace = (tx: Prisma.TransactionClient, id: string, lock: Lock) =>
  lock === 'alone'
    ? tx.$queryRaw`select 1 from "Workspace" where id = ${id}::uuid for no key update`
    : tx.$queryRaw`select 1 from "Workspace" where id = ${id}::uuid for share`

export const isAtLeast = (own: Role, needed: Role) => roles.indexOf(own) <= roles.indexOf(needed)

/** Refuses with the role that is needed. */
export function needs(own: Role, needed: Role) {
  if (!isAtLeast(own, needed))
    throw new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${needed}` })
}
