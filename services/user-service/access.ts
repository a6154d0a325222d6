import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { type Role, role, roles } from './contract.ts'

export interface Person {
  readonly id: string
}

/** The user's role in a workspace; NOT_FOUND when there is none. */
export async function roleIn(db: Prisma.TransactionClient, user: Person, workspaceId: string) {
  const membership = await db.membership.findUniqueOrThrow({
    where: { workspaceId_userId: { workspaceId, userId: user.id } },
    select: { role: true },
  })
  return role.parse(membership.role)
}

/** The same while the membership is locked: it cannot be taken away or lowered before the transaction ends. */
export const lockedRole =
  (user: Person, workspaceId: string, needed: Role) => async (tx: Prisma.TransactionClient) => {
    await tx.$queryRaw`select 1 from "Membership"
      where "workspaceId" = ${workspaceId}::uuid and "userId" = ${user.id}::uuid for share`
    const own = await roleIn(tx, user, workspaceId)
    needs(own, needed)
    return own
  }

export const isAtLeast = (own: Role, needed: Role) => roles.indexOf(own) <= roles.indexOf(needed)

/** Refuses with the role that is needed. */
export function needs(own: Role, needed: Role) {
  if (!isAtLeast(own, needed))
    throw new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${needed}` })
}
