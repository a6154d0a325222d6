import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { factorRequired, workspaceClosed } from '../../chassis/trpc.ts'
import { activeAccount, activeAmong, lockAccounts } from '../accounts/account-lock.ts'
import { withFactor } from '../accounts/has-factor.ts'
import { type Role, role, roles } from '../contract.ts'

export interface Actor {
  readonly id: string
}

/** The role of whoever acts in a workspace; NOT_FOUND when there is none. Refused while the workspace is closed, or asks for
 *  a second factor that they have not. */
export async function roleIn(db: Prisma.TransactionClient, user: Actor, workspaceId: string) {
  const own = await roleOf(db, user, workspaceId)
  const closed = await db.workspace.findFirst({
    where: { id: workspaceId, members: { some: { userId: user.id, ...suspended } } },
    select: { closedAt: true },
  })
  if (closed) throw closed.closedAt ? workspaceClosed() : factorRequired()
  return own
}

/** The role of whoever closes a workspace or restores it: whether it is closed makes no difference. */
export async function roleAround(db: Prisma.TransactionClient, user: Actor, workspaceId: string) {
  const own = await roleOf(db, user, workspaceId)
  const place = { userId: user.id, workspaceId }
  if ((await db.membership.count({ where: { ...place, ...withoutFactor } })) > 0)
    throw factorRequired()
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

/** Memberships that lack the second factor which their workspace asks for. */
export const withoutFactor = {
  workspace: { factorRequiredAt: { not: null } },
  user: { NOT: withFactor },
} satisfies Prisma.MembershipWhereInput

/** Memberships of whom nothing of the workspace is open to: the one rule. Other services are told of it by events. */
export const suspended = {
  OR: [{ workspace: { closedAt: { not: null } } }, withoutFactor],
} satisfies Prisma.MembershipWhereInput

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

/** The same, with the accounts of all members: nobody's factor comes or goes, and nobody joins, until this is over. What is
 *  told of members is so. */
export async function lockedMembers(
  tx: Prisma.TransactionClient,
  actor: Actor,
  workspaceId: string,
  { needed, ownRole = roleIn }: { readonly needed: Role; readonly ownRole?: typeof roleIn },
) {
  await lockWorkspace(tx, workspaceId, 'alone')
  const members = await tx.membership.findMany({ where: { workspaceId }, select: { userId: true } })
  const accounts = await lockAccounts(tx, [actor.id, ...members.map(({ userId }) => userId)])
  activeAmong(accounts, actor.id)
  needs(await ownRole(tx, actor, workspaceId), needed)
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
