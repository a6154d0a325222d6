import { endAddressLinks } from '../accounts/end-address-links.ts'
import { revokeApiTokens } from '../accounts/revoke-api-tokens.ts'
import { auditBy, lost } from '../audit/record.ts'
import { byMember } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { endInvitations } from '../invitations/invitations.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { managedAccount, shownAccount } from './managed-account.ts'

/** `disabling.*`: an account stays, and nobody gets in by it. The gateway ends the sessions with the epoch it is told. */
export const disabling = router({
  disable: serviceProcedure.input(byMember).mutation(({ ctx, input }) =>
    recorded(ctx, managedAccount(ctx.user, input), async (tx, { actor, ...target }, record) => {
      const { disabledAt, epoch } = target
      if (disabledAt) return { ...input, disabledAt, epoch }
      const { userId } = input
      const over = { endedAt: ctx.now, idToken: null }
      await tx.session.updateMany({ where: { userId, endedAt: null }, data: over })
      const { count: tokens } = await revokeApiTokens(tx, userId, ctx.now)
      await tx.recovery.deleteMany({ where: { userId } })
      await endAddressLinks(tx, userId)
      await endInvitations(tx, { invitedById: userId })
      const data = { disabledAt: ctx.now, epoch: { increment: 1 } }
      const changed = await tx.user.update({ where: { id: userId }, data, select: shownAccount })
      record('user.disabled', { userId, actorId: actor.id })
      await auditBy(tx, ctx, {
        ...{ kind: 'member_disabled', actorId: actor.id, subjectId: userId },
        facts: lost({ tokens }),
      })
      return { ...input, ...changed }
    }),
  ),

  enable: serviceProcedure.input(byMember).mutation(({ ctx, input }) =>
    recorded(ctx, managedAccount(ctx.user, input), async (tx, { actor, disabledAt }, record) => {
      const { userId } = input
      if (!disabledAt) return input
      await tx.user.update({
        where: { id: userId },
        data: { disabledAt: null },
        select: shownAccount,
      })
      record('user.enabled', { userId, actorId: actor.id })
      await auditBy(tx, ctx, { kind: 'member_enabled', actorId: actor.id, subjectId: userId })
      return input
    }),
  ),
})
