import type { Prisma } from '#db/user'
import { id } from '../../chassis/text.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { lockAccounts, lockedAccount, lockSession } from '../accounts/account-lock.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import { auditBy } from '../audit/record.ts'
import { byId, byUser, credentials, endedSession, keptSession, openedSession } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { enter } from './enter.ts'
import { newDevice } from './new-device.ts'
import { isLive, openSession } from './open-session.ts'

/** `inSession`: where it was asked for. A gateway of the release before does not say. */
const ended = endedSession.extend({ inSession: id.optional() })

export const sessions = router({
  /** The sign-in of gateways that know no second step: for accounts that need none. */
  create: serviceProcedure.input(credentials).mutation(async ({ ctx, input }) => {
    const { email: _, password: __, ...device } = input
    const { user, done } = await enter(ctx, input, async (tx, account) => {
      await refuseWithFactor(tx, account.userId)
      return openSession(tx, { ...account, ...device })
    })
    return { user, ...done }
  }),

  /** For someone who has just signed up. */
  open: serviceProcedure.input(openedSession).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const { epoch } = await lockedAccount({ id: input.userId })(tx)
      await refuseWithFactor(tx, input.userId)
      return openSession(tx, { ...input, epoch })
    }),
  ),

  /** `provider`: the name of the one by which it began. */
  list: serviceProcedure.input(byUser).query(async ({ ctx, input }) => {
    const rows = await ctx.db.session.findMany({
      where: { ...input, ...isLive() },
      orderBy: { lastSeenAt: 'desc' },
      select: {
        ...{ id: true, ip: true, userAgent: true, byPasskey: true, issuer: true },
        ...{ createdAt: true, lastSeenAt: true },
      },
    })
    return rows.map(({ issuer, ...row }) => ({
      ...row,
      provider: (issuer && ctx.providers.byIssuer(issuer)?.name) || null,
    }))
  }),

  /** Ended is ended: whoever asks twice is told so twice. */
  end: serviceProcedure.input(ended).mutation(({ ctx, input: { id, userId, inSession } }) =>
    ctx.db.$transaction(async (tx) => {
      await lockAccounts(tx, [userId])
      if ((await tx.session.count({ where: { id, userId } })) === 0) throw notFound()
      const { count } = await tx.session.updateMany({
        where: { id, endedAt: null },
        data: { endedAt: new Date(), idToken: null },
      })
      const kind = inSession === id ? 'signed_out' : 'session_ended'
      if (count > 0)
        await auditBy(tx, ctx, {
          ...{ kind, actorId: userId, subjectId: userId, facts: { sessionId: id } },
        })
      return { id }
    }),
  ),

  endOthers: serviceProcedure.input(keptSession).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const { userId, keepId, epoch: began } = input
      await lockSession(tx, { id: keepId, userId, epoch: began })
      const { ended, epoch } = await endSessions(tx, { userId, at: new Date(), keepId })
      if (ended.length > 0)
        await auditBy(tx, ctx, { kind: 'signed_out_elsewhere', actorId: userId, subjectId: userId })
      return { ended, epoch }
    }),
  ),

  newDevice,

  seen: serviceProcedure.input(byId).mutation(async ({ ctx, input }) => {
    await ctx.db.session.updateMany({
      where: { ...input, endedAt: null },
      data: { lastSeenAt: new Date() },
    })
    return input
  }),
})

async function refuseWithFactor(tx: Prisma.TransactionClient, userId: string) {
  if (await hasFactor(tx, userId))
    throw appError('FORBIDDEN', 'This account asks for a second factor; sign in by signIns', {
      reason: 'second_factor',
    })
}
