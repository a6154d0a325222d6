import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { digest } from '../chassis/identity.ts'
import { refusal } from '../chassis/trpc.ts'
import { acceptedInvitation, byToken, role } from './contract.ts'
import { type Recording, recorded } from './event-log.ts'
import { isOpen } from './invitations.ts'
import { router, serviceProcedure } from './trpc.ts'
import { shownWorkspace } from './workspaces.ts'

/** What someone with the link can do, whether they have an account or not. */
export const invitationLinks = router({
  preview: serviceProcedure.input(byToken).query(async ({ ctx, input }) => {
    const invitation = await openInvitation(ctx.db, input.token)
    return {
      workspaceName: invitation.workspace.name,
      inviterName: invitation.invitedBy.name,
      role: role.parse(invitation.role),
      email: invitation.email,
    }
  }),

  accept: serviceProcedure.input(acceptedInvitation).mutation(({ ctx, input }) =>
    recorded(
      ctx,
      (tx) =>
        tx.user.findUniqueOrThrow({
          where: { id: input.userId, disabledAt: null },
          select: { id: true, email: true },
        }),
      (tx, user, record) => join(tx, record, user, input.token),
    ),
  ),
})

/** The invitation behind a link; used, revoked, expired and unknown ones are the same to the caller. */
export async function openInvitation(db: Prisma.TransactionClient, token: string) {
  const invitation = await db.invitation.findUnique({
    where: { tokenHash: digest(token), ...isOpen() },
    select: {
      id: true,
      role: true,
      email: true,
      workspace: { select: shownWorkspace },
      invitedBy: { select: { name: true } },
    },
  })
  if (!invitation) throw gone()
  return invitation
}

/** Makes `user` a member by an invitation, which this uses up. Members keep the role they have. */
export async function join(
  tx: Prisma.TransactionClient,
  record: Recording,
  user: { id: string; email: string },
  token: string,
) {
  const invitation = await openInvitation(tx, token)
  if (invitation.email !== null && invitation.email !== user.email)
    throw new TRPCError({ code: 'FORBIDDEN', message: 'This invitation is for another address' })
  const workspaceId = invitation.workspace.id
  const known = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: user.id } },
    select: { role: true },
  })
  if (known) return { ...invitation.workspace, role: role.parse(known.role) }
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, ...isOpen() },
    data: { acceptedAt: new Date(), acceptedById: user.id },
  })
  if (count === 0) throw gone()
  const joined = { workspaceId, userId: user.id, role: role.parse(invitation.role) }
  await tx.membership.create({ data: joined, select: { role: true } })
  record('member.joined', { ...joined, actorId: user.id })
  return { ...invitation.workspace, role: joined.role }
}

const gone = () =>
  refusal('NOT_FOUND', 'This invitation is no longer valid', {
    fields: { invitation: 'is no longer valid' },
  })
