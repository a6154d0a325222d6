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

export const isAtLeast = (own: Role, needed: Role) => roles.indexOf(own) <= roles.indexOf(needed)

/** Refuses with the role that is needed. */
export function needs(own: Role, needed: Role) {
  if (!isAtLeast(own, needed))
    throw new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${needed}` })
}
