import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import { hasFactor, withFactor } from '../accounts/has-factor.ts'
import { auditBy } from '../audit/record.ts'
import { byWorkspace } from '../contract.ts'
import { type Recording, recorded } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'
import { type Actor, lockedMembers, needs, roleIn, suspended } from './access.ts'
import { requiredFactor } from './inputs.ts'
import { tellSuspensions } from './suspensions.ts'

/** `factorPolicy.*`: whether a workspace is closed to members without a second factor. */
export const factorPolicy = router({
  get: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    needs(await roleIn(ctx.db, ctx.user, workspaceId), 'admin')
    const { factorRequiredAt } = await ctx.db.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { factorRequiredAt: true },
    })
    const members = { workspaceId, user: { disabledAt: null } }
    return {
      requiredSince: factorRequiredAt,
      members: await ctx.db.membership.count({ where: members }),
      withoutFactor: await ctx.db.membership.count({
        where: { workspaceId, user: { disabledAt: null, NOT: withFactor } },
      }),
    }
  }),

  /** Only for whoever has one: nobody shuts themselves out. */
  set: procedure.input(requiredFactor).mutation(({ ctx, input: { workspaceId: id, isRequired } }) =>
    recorded(ctx, ruling(ctx.user, id), async (tx, { factorRequiredAt }, record) => {
      if ((factorRequiredAt !== null) === isRequired) return { requiredSince: factorRequiredAt }
      if (isRequired && !(await hasFactor(tx, ctx.user.id))) throw ownFirst()
      const requiredSince = isRequired ? ctx.now : null
      await tx.workspace.update({
        where: { id },
        data: { factorRequiredAt: requiredSince },
        select: { id: true },
      })
      const without = { workspaceId: id, user: { NOT: withFactor } }
      // Where it ends it opens for everybody, whatever a release before has passed over of them.
      const told = isRequired ? without : { workspaceId: id }
      await tellSuspensions(tx, record, ctx.user.id, told)
      const withoutFactor = await tx.membership.count({ where: without })
      await auditBy(tx, ctx, {
        ...{ kind: isRequired ? 'factor_required' : 'factor_optional', workspaceId: id },
        ...{ actorId: ctx.user.id, subjectId: null, facts: { withoutFactor } },
      })
      return { requiredSince }
    }),
  ),
})

const ruling = (actor: Actor, workspaceId: string) => async (tx: Prisma.TransactionClient) => {
  await lockedMembers(tx, actor, workspaceId, { needed: 'admin' })
  return tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { factorRequiredAt: true },
  })
}

interface Changed {
  readonly userId: string
  /** Who gave the factor, or took it away. */
  readonly actorId: string
}

/** Somebody has a second factor now, or none any more, under the lock of the account: tells other services of the workspaces
 *  that ask for one. Of those that are closed it is told once they are restored. */
export const factorChanged = (
  tx: Prisma.TransactionClient,
  record: Recording,
  { userId, actorId }: Changed,
) =>
  tellSuspensions(tx, record, actorId, {
    userId,
    workspace: { factorRequiredAt: { not: null }, closedAt: null },
  })

/** Somebody has just joined: tells other services where that opens nothing yet. */
export const tellIfSuspended = (
  tx: Prisma.TransactionClient,
  record: Recording,
  member: { readonly workspaceId: string; readonly userId: string },
) => tellSuspensions(tx, record, member.userId, { ...member, ...suspended })

const ownFirst = () =>
  appError(
    'CONFLICT',
    'Set up a second factor of your own first; without one you would be kept out',
    {
      reason: 'own_factor_first',
    },
  )
