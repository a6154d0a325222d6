import { randomBytes } from 'node:crypto'
import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { notFound } from '../../chassis/trpc.ts'
import { auditBy } from '../audit/record.ts'
import { byInvitation, byWorkspace, newInvitation, type Role, role, roles } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { INVITATIONS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { isAtLeast, lockedRole, needs, roleIn } from '../workspaces/access.ts'

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000

/** Invitations that can still be used. */
export const isOpen = () => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } })

export const invitations = router({
  list: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    needs(await roleIn(ctx.db, ctx.user, workspaceId), 'admin')
    const open = await ctx.db.invitation.findMany({
      where: { workspaceId, ...isOpen() },
      orderBy: { createdAt: 'desc' },
      select: {
        id: true,
        role: true,
        email: true,
        createdAt: true,
        expiresAt: true,
        invitedBy: { select: { id: true, name: true } },
      },
    })
    return open.map((invitation) => ({ ...invitation, role: role.parse(invitation.role) }))
  }),

  create: procedure.input(newInvitation).mutation(({ ctx, input }) =>
    recorded(ctx, lockedRole(ctx.user, input.workspaceId, 'admin', 'alone'), async (tx, own) => {
      const { workspaceId, email = null } = input
      needs(own, input.role)
      const count = await tx.invitation.count({ where: { workspaceId, ...isOpen() } })
      refuseMore(count, INVITATIONS_MAX, 'Open invitations of a workspace')
      const token = randomBytes(32).toString('base64url')
      const created = await tx.invitation.create({
        data: {
          workspaceId,
          role: input.role,
          email,
          tokenHash: digest(token),
          invitedById: ctx.user.id,
          expiresAt: new Date(Date.now() + LIFETIME_MS),
        },
        select: { id: true, expiresAt: true },
      })
      await auditBy(tx, ctx, {
        ...{ kind: 'invitation_made', workspaceId, actorId: ctx.user.id, subjectId: null, email },
        facts: { invitationId: created.id, role: input.role },
        detail: email === null ? {} : { email },
      })
      return { ...created, token }
    }),
  ),

  revoke: procedure.input(byInvitation).mutation(({ ctx, input }) =>
    recorded(ctx, lockedRole(ctx.user, input.workspaceId, 'admin'), async (tx) => {
      const { count } = await tx.invitation.updateMany({
        where: { ...input, acceptedAt: null, revokedAt: null },
        data: { revokedAt: new Date() },
      })
      if (count === 0) throw notFound()
      await auditBy(tx, ctx, {
        ...{ kind: 'invitation_revoked', workspaceId: input.workspaceId },
        ...{ actorId: ctx.user.id, subjectId: null, facts: { invitationId: input.id } },
      })
      return { id: input.id }
    }),
  ),
})

/** Whether `own` is enough to invite somebody as `given`. */
export const mayGive = (own: Role, given: Role) => isAtLeast(own, 'admin') && isAtLeast(own, given)

/** Ends the links for passwords that somebody made who lost a right, and their open invitations, in one workspace or in
 *  all: but for those that the role which is left may give. */
export async function endInvitations(
  tx: Prisma.TransactionClient,
  inviter: { invitedById: string; workspaceId?: string },
  left?: Role,
) {
  const { invitedById: madeById, ...place } = inviter
  await tx.recovery.deleteMany({ where: { madeById, ...place } })
  const kept = left ? roles.filter((given) => mayGive(left, given)) : []
  await tx.invitation.updateMany({
    where: { ...inviter, role: { notIn: kept }, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
}
