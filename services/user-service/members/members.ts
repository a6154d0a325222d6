import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { auditBy } from '../audit/record.ts'
import { byMember, byWorkspace, changedRole, role, someMembers } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { endInvitations } from '../invitations/invitations.ts'
import { MEMBERS_MAX } from '../limits.ts'
import { procedure, router, serviceProcedure } from '../trpc.ts'
import { type Actor, lockedRole, needs, roleIn, roleOf } from '../workspaces/access.ts'

export const members = router({
  /** Everybody. Guests are outsiders: here they see themselves, elsewhere the people on what was shared with them. */
  list: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    const own = await roleIn(ctx.db, ctx.user, workspaceId)
    const userId = own === 'guest' ? ctx.user.id : undefined
    return membersOf(ctx.db, { workspaceId, ...(userId && { userId }) })
  }),

  /** Which ids of people who were here are those of deleted accounts: the latest ones, the others are former members. Guests do
   *  not learn how many there were: to them these are people whom they do not meet. */
  deleted: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    const own = await roleIn(ctx.db, ctx.user, workspaceId)
    if (own === 'guest') return []
    const rows = await ctx.db.deletedAccount.findMany({
      where: { workspaceId },
      orderBy: { at: 'desc' },
      take: MEMBERS_MAX,
      select: { userId: true },
    })
    return rows.map(({ userId }) => userId)
  }),

  changeRole: procedure.input(changedRole).mutation(({ ctx, input }) =>
    recorded(ctx, lockedRoles(ctx.user, input), async (tx, { own, current }, record) => {
      const { workspaceId, userId, role: next } = input
      needs(own, 'admin')
      needs(own, current)
      needs(own, next)
      if (current === next) return { userId, role: next }
      if (current === 'owner') await refuseLastOwner(tx, input)
      await tx.membership.update({
        where: { workspaceId_userId: { workspaceId, userId } },
        data: { role: next },
        select: { role: true },
      })
      await endInvitations(tx, { workspaceId, invitedById: userId }, next)
      record('member.role_changed', {
        workspaceId,
        userId,
        role: next,
        actorId: ctx.user.id,
      })
      await auditBy(tx, ctx, {
        ...{ kind: 'role_changed', workspaceId, actorId: ctx.user.id, subjectId: userId },
        facts: { from: current, to: next },
      })
      return { userId, role: next }
    }),
  ),

  remove: procedure.input(byMember).mutation(({ ctx, input }) =>
    // Whoever is kept out may still leave.
    recorded(ctx, lockedRoles(ctx.user, input, roleOf), async (tx, { own, current }, record) => {
      const { workspaceId, userId } = input
      if (userId !== ctx.user.id) {
        needs(own, 'admin')
        needs(own, current)
      }
      if (current === 'owner') await refuseLastOwner(tx, input)
      await tx.membership.delete({
        where: { workspaceId_userId: { workspaceId, userId } },
        select: { role: true },
      })
      await endInvitations(tx, { workspaceId, invitedById: userId })
      record('member.removed', {
        workspaceId,
        userId,
        role: current,
        actorId: ctx.user.id,
      })
      await auditBy(tx, ctx, {
        ...{ kind: 'member_removed', workspaceId, actorId: ctx.user.id, subjectId: userId },
        facts: { role: current },
      })
      return { userId }
    }),
  ),
})

/** `directory.*`: some people of a workspace, without their addresses. */
export const directory = router({
  list: serviceProcedure.input(someMembers).query(async ({ ctx, input }) => {
    const { workspaceId, userIds } = input
    const found = await membersOf(ctx.db, { workspaceId, userId: { in: userIds } })
    return found.map((member) => ({ ...member, email: '' }))
  }),
})

async function membersOf(db: Prisma.TransactionClient, where: Prisma.MembershipWhereInput) {
  const memberships = await db.membership.findMany({
    where,
    orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
    select: { userId: true, role: true, joinedAt: true },
  })
  const found = await db.user.findMany({
    where: { id: { in: memberships.map(({ userId }) => userId) } },
    select: { id: true, ...contact },
  })
  const people = new Map(found.map(({ id, ...person }) => [id, person]))
  return memberships.flatMap((membership) => {
    // An account that was deleted between the two questions is passed over.
    const person = people.get(membership.userId)
    return person ? { ...membership, role: role.parse(membership.role), ...person } : []
  })
}

const contact = { name: true, email: true, disabledAt: true } satisfies Prisma.UserSelect

interface Membership {
  readonly workspaceId: string
  readonly userId: string
}

/** Both roles, read while the workspace is locked: rules over several members hold only one change at a time. */
const lockedRoles =
  (actor: Actor, { workspaceId, userId }: Membership, ownRole = roleIn) =>
  async (tx: Prisma.TransactionClient) => {
    const [needed, roleHere] =
      userId === actor.id ? (['guest', ownRole] as const) : (['admin', roleIn] as const)
    const own = await lockedRole(actor, workspaceId, needed, 'alone', roleHere)(tx)
    return { own, current: await roleOf(tx, { id: userId }, workspaceId) }
  }

async function refuseLastOwner(tx: Prisma.TransactionClient, { workspaceId, userId }: Membership) {
  // A disabled owner looks after nothing.
  const others = await tx.membership.count({
    where: { workspaceId, role: 'owner', userId: { not: userId }, user: { disabledAt: null } },
  })
  if (others === 0)
    throw new TRPCError({ code: 'CONFLICT', message: 'A workspace keeps at least one owner' })
}
