import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { factorRequired } from '../../chassis/trpc.ts'
import { activeAccount } from '../accounts/account-lock.ts'
import { withFactor } from '../accounts/has-factor.ts'
import { type Role, role, roles } from '../contract.ts'

export interface Actor {
  readonly id: string
}

/** The role of whoever acts in a workspace; NOT_FOUND when there is none. Refused while the workspace asks for a second
 *  factor that they have not. */
export async function roleIn(db: Prisma.TransactionClient, user: Actor, workspaceId: string) {
  const own = await roleOf(db, user, workspaceId)
  if (await isSuspended(db, user.id, workspaceId)) throw factorRequired()
  return own
}

/** The role that somebody has, whether they may make use of it or not. */
export async function roleOf(db: Prisma.TransactionClient, user: Actor, workspaceId: string) {
  const membership = await db.membership.findUniqueOrThrow({
    where: { workspaceId_userId: { workspaceId, userId: user.id } },
    select: { role: true },
  })
  return role.parse(membership.role)
}

/** Memberships of whom nothing of the workspace is open to: the one rule. Other services are told of it by events. */
export const suspended = {
  workspace: { factorRequiredAt: { not: null } },
  user: { NOT: withFactor },
} satisfies Prisma.MembershipWhereInput

const isSuspended = async (db: Prisma.TransactionClient, userId: string, workspaceId: string) =>
  (await db.membership.count({ where: { userId, workspaceId, ...suspended } })) > 0

/** `shared`: for what members do in a workspace. `alone`: for what changes the workspace or who belongs to it. */
type Lock = 'shared' | 'alone'

/** The role of an active user in a workspace, at least `needed`. It cannot be taken away or lowered before the
 *  transaction ends: that takes the workspace alone. */
export const lockedRole =
  (user: Actor, workspaceId: string, needed: Role, lock: Lock = 'shared', ownRole = roleIn) =>
  async (tx: Prisma.TransactionClient) => {
    await lockWorkspace(tx, workspaceId, lock)
    await activeAccount(user)(tx)
    const own = await ownRole(tx, user, workspaceId)
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
