import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import { activeAmong, lockAccounts } from '../accounts/account-lock.ts'
import { auditBy } from '../audit/record.ts'
import { acceptedInvitation, byToken, role } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { MEMBERS_MAX } from '../limits.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { lockWorkspace, suspended } from '../workspaces/access.ts'
import { tellIfSuspended } from '../workspaces/factor-policy.ts'
import { type Act, refuseMoreWorkspaces, shownWorkspace } from '../workspaces/workspaces.ts'
import { isOpen, mayGive } from './invitations.ts'

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
          select: { id: true },
        }),
      (tx, user, record) => join(tx, { record, by: ctx }, user, input.token),
    ),
  ),
})

/** The invitation behind a link; used, revoked and expired ones, unknown ones and those whose maker could not make them
 *  any more are the same to the caller. */
export async function openInvitation(db: Prisma.TransactionClient, token: string) {
  const invitation = await db.invitation.findUnique({
    where: { tokenHash: digest(token), ...isOpen() },
    select: {
      id: true,
      role: true,
      email: true,
      workspace: { select: shownWorkspace },
      invitedBy: { select: { id: true, name: true } },
    },
  })
  if (!invitation) throw gone()
  const { workspace, invitedBy } = invitation
  const maker = await db.membership.findFirst({
    where: {
      ...{ workspaceId: workspace.id, userId: invitedBy.id, user: { disabledAt: null } },
      NOT: suspended,
    },
    select: { role: true },
  })
  if (!maker || !mayGive(role.parse(maker.role), role.parse(invitation.role))) throw gone()
  return invitation
}

/** Makes `user` a member by an invitation, which this uses up. Members keep the role they have. */
export async function join(
  tx: Prisma.TransactionClient,
  { record, by }: Act,
  user: { id: string },
  token: string,
) {
  const seen = await openInvitation(tx, token)
  const workspaceId = seen.workspace.id
  // Whoever takes a right from its maker or its user waits for us, or was here before: hence the second look.
  await lockWorkspace(tx, workspaceId, 'alone')
  const { email } = activeAmong(await lockAccounts(tx, [seen.invitedBy.id, user.id]), user.id)
  const invitation = await openInvitation(tx, token)
  if (invitation.email !== null && invitation.email !== email)
    throw new TRPCError({ code: 'FORBIDDEN', message: 'This invitation is for another address' })
  const known = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: user.id } },
    select: { role: true },
  })
  if (known) return { ...invitation.workspace, role: role.parse(known.role) }
  const members = await tx.membership.count({ where: { workspaceId } })
  refuseMore(members, MEMBERS_MAX, 'Members of a workspace')
  await refuseMoreWorkspaces(tx, user)
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, ...isOpen() },
    data: { acceptedAt: new Date(), acceptedById: user.id },
  })
  if (count === 0) throw gone()
  const joined = { workspaceId, userId: user.id, role: role.parse(invitation.role) }
  await tx.membership.create({ data: joined, select: { role: true } })
  record('member.joined', { ...joined, actorId: user.id })
  await tellIfSuspended(tx, record, { workspaceId, userId: user.id })
  await auditBy(tx, by, {
    ...{ kind: 'invitation_accepted', workspaceId, actorId: user.id, subjectId: user.id },
    facts: { invitationId: invitation.id, role: joined.role, invitedById: invitation.invitedBy.id },
  })
  return { ...invitation.workspace, role: joined.role }
}

const gone = () =>
  appError('NOT_FOUND', 'This invitation is no longer valid', {
    fields: { invitation: 'is no longer valid' },
  })
