import { notFound } from '../../chassis/trpc.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { emailOf } from '../accounts/email-of.ts'
import { refuseWithoutWayIn } from '../accounts/ways-in.ts'
import { auditBy } from '../audit/record.ts'
import { byUser } from '../contract.ts'
import { IDENTITIES_MAX } from '../limits.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { removedIdentity } from './inputs.ts'

/** `identities.*`: accounts at providers that sign somebody in. */
export const identities = router({
  /** `provider`: its name, or null where it signs nobody in any more. */
  list: serviceProcedure.input(byUser).query(async ({ ctx, input }) => {
    const rows = await ctx.db.identity.findMany({
      where: input,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: IDENTITIES_MAX,
      select: { id: true, issuer: true, label: true, createdAt: true, lastUsedAt: true },
    })
    const identities = rows.map(({ issuer, ...row }) => {
      const { name = null, id = null } = ctx.providers.byIssuer(issuer) ?? {}
      return { ...row, provider: name, providerId: id }
    })
    const hasPassword = (await ctx.db.credential.count({ where: input })) > 0
    return { identities, hasPassword }
  }),

  remove: serviceProcedure.input(removedIdentity).mutation(async ({ ctx, input }) => {
    const { id, userId, sessionId } = input
    await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: sessionId })
      const own = await tx.identity.findFirst({
        where: { id, userId },
        select: { issuer: true, label: true },
      })
      if (!own) throw notFound()
      await tx.identity.deleteMany({ where: { id, userId } })
      await refuseWithoutWayIn(tx, ctx, userId)
      await tx.user.update({
        where: { id: userId },
        data: { linksByHand: true },
        select: { id: true },
      })
      await ctx.outbox.put(tx, 'identity_removed', await emailOf(tx, userId))
      await auditBy(tx, ctx, {
        ...{ kind: 'identity_removed', actorId: userId, subjectId: userId },
        ...{ facts: { issuer: own.issuer }, detail: { name: own.label } },
      })
    })
    ctx.outbox.soon()
    return { id }
  }),
})
