import type { Prisma } from '#db/user'
import { appError, notFound } from '../../chassis/trpc.ts'
import { activeAmong, lockAccounts } from '../accounts/account-lock.ts'
import { revokeApiTokens } from '../accounts/revoke-api-tokens.ts'
import { byMember, role } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { endInvitations } from '../invitations/invitations.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { type Actor, isAtLeast, lockWorkspace, needs, roleIn } from '../workspaces/access.ts'

/** `disabling.*`: an account stays, and nobody gets in by it. The gateway ends the sessions with the epoch it is told. */
export const disabling = router({
  disable: serviceProcedure.input(byMember).mutation(({ ctx, input }) =>
    recorded(ctx, lockedTarget(ctx.user, input), async (tx, { actor, ...target }, record) => {
      const { disabledAt, epoch } = target
      if (disabledAt) return { ...input, disabledAt, epoch }
      const { userId } = input
      await tx.session.updateMany({ where: { userId, endedAt: null }, data: { endedAt: ctx.now } })
      await revokeApiTokens(tx, userId, ctx.now)
      await endInvitations(tx, { invitedById: userId })
      const data = { disabledAt: ctx.now, epoch: { increment: 1 } }
      const changed = await tx.user.update({ where: { id: userId }, data, select: shown })
      record('user.disabled', { userId, actorId: actor.id })
      return { ...input, ...changed }
    }),
  ),

  enable: serviceProcedure.input(byMember).mutation(({ ctx, input }) =>
    recorded(ctx, lockedTarget(ctx.user, input), async (tx, { actor, disabledAt }, record) => {
      const { userId } = input
      if (!disabledAt) return input
      await tx.user.update({ where: { id: userId }, data: { disabledAt: null }, select: shown })
      record('user.enabled', { userId, actorId: actor.id })
      return input
    }),
  ),
})

const shown = { disabledAt: true, epoch: true } as const

/** The account, locked, if `actor` may end and give back its use: whoever manages every workspace it belongs to. */
const lockedTarget =
  (actor: Actor | null, { workspaceId, userId }: { workspaceId: string; userId: string }) =>
  async (tx: Prisma.TransactionClient) => {
    if (!actor) throw notFound()
    // Of two who disable each other one is too late.
    await lockWorkspace(tx, workspaceId, 'alone')
    activeAmong(await lockAccounts(tx, [actor.id, userId]), actor.id)
    const own = await roleIn(tx, actor, workspaceId)
    const current = await roleIn(tx, { id: userId }, workspaceId)
    needs(own, 'admin')
    needs(own, current)
    if (userId === actor.id)
      throw appError('BAD_REQUEST', 'Nobody disables their own account', {
        fields: { userId: 'is your own account' },
      })
    const elsewhere = await tx.membership.findMany({
      where: { userId, workspaceId: { not: workspaceId } },
      select: { role: true, workspaceId: true },
    })
    const managed = await tx.membership.findMany({
      where: { userId: actor.id, workspaceId: { in: elsewhere.map((one) => one.workspaceId) } },
      select: { role: true, workspaceId: true },
    })
    const ownRoles = new Map(managed.map((one) => [one.workspaceId, role.parse(one.role)]))
    for (const other of elsewhere) {
      const mine = ownRoles.get(other.workspaceId) ?? 'guest'
      if (!isAtLeast(mine, 'admin') || !isAtLeast(mine, role.parse(other.role))) throw shared()
    }
    const target = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: shown })
    return { ...target, actor }
  }

const shared = () =>
  appError(
    'FORBIDDEN',
    'This account belongs to other workspaces too; remove the person from yours instead',
    { reason: 'elsewhere' },
  )
