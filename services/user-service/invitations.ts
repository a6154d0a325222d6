import { randomBytes } from 'node:crypto'
import type { Prisma } from '#db/user'
import { digest } from '../chassis/identity.ts'
import { missing } from '../chassis/trpc.ts'
import { needs, type Person, roleIn } from './access.ts'
import { byInvitation, byWorkspace, newInvitation, role } from './contract.ts'
import { procedure, router } from './trpc.ts'

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000

/** Invitations that can still be used. */
export const isOpen = () => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } })

export const invitations = router({
  list: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    await mayInvite(ctx.db, ctx.user, workspaceId)
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

  create: procedure.input(newInvitation).mutation(async ({ ctx, input }) => {
    const own = await mayInvite(ctx.db, ctx.user, input.workspaceId)
    needs(own, input.role)
    const token = randomBytes(32).toString('base64url')
    const created = await ctx.db.invitation.create({
      data: {
        workspaceId: input.workspaceId,
        role: input.role,
        email: input.email ?? null,
        tokenHash: digest(token),
        invitedById: ctx.user.id,
        expiresAt: new Date(Date.now() + LIFETIME_MS),
      },
      select: { id: true, expiresAt: true },
    })
    return { ...created, token }
  }),

  revoke: procedure.input(byInvitation).mutation(async ({ ctx, input }) => {
    await mayInvite(ctx.db, ctx.user, input.workspaceId)
    const { count } = await ctx.db.invitation.updateMany({
      where: { ...input, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw missing()
    return { id: input.id }
  }),
})

async function mayInvite(db: Prisma.TransactionClient, user: Person, workspaceId: string) {
  const own = await roleIn(db, user, workspaceId)
  needs(own, 'admin')
  return own
}
