import { z } from 'zod'
import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { emailOf } from '../accounts/email-of.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import { forgetUnproved } from '../accounts/prove-owner.ts'
import { auditBy, lost } from '../audit/record.ts'
import {
  byMember,
  byUser,
  byWorkspace,
  confirmedFactor,
  endedFactor,
  startedFactor,
} from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { managedAccount } from '../members/managed-account.ts'
import { proofNeeded } from '../passwords/passwords.ts'
import { provePassword } from '../passwords/prove-password.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { isAtLeast, roleIn } from '../workspaces/access.ts'
import { factorChanged } from '../workspaces/factor-policy.ts'
import { byCode } from './by-code.ts'
import { isWrongCode, takeCode, wrongCode } from './check-code.ts'
import { renewRecoveryCodes } from './recovery-codes.ts'
import { newTotp, takeTotpCode } from './totp.ts'

/** `isFresh`: the session has lately proved all that signing in asks for. A gateway of the release before does not say. */
const ended = endedFactor.extend({
  password: endedFactor.shape.password.optional(),
  isFresh: z.boolean().default(false),
})

/** `factors.*`: the second factor of an account. */
export const factors = router({
  get: serviceProcedure.input(byUser).query(async ({ ctx, input: { userId } }) => {
    const totp = await ctx.db.totp.findUnique({
      where: { userId, confirmedAt: { not: null } },
      select: { confirmedAt: true },
    })
    const codesLeft = await ctx.db.recoveryCode.count({ where: { userId, usedAt: null } })
    return { onSince: totp?.confirmedAt ?? null, codesLeft: totp ? codesLeft : 0 }
  }),

  /** Who of a workspace has one, for those who may take it away. */
  among: serviceProcedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    const own = await roleIn(ctx.db, { id: ctx.user?.id ?? '' }, workspaceId)
    if (!isAtLeast(own, 'admin')) return []
    const found = await ctx.db.totp.findMany({
      where: { confirmedAt: { not: null }, user: { memberships: { some: { workspaceId } } } },
      select: { userId: true },
    })
    return found.map(({ userId }) => userId)
  }),

  /** A new secret. It counts once a code has proved that an app has it. */
  start: serviceProcedure.input(startedFactor).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const { userId } = input
      await lockSession(tx, { ...input, id: input.sessionId })
      if (await hasFactor(tx, userId)) throw alreadyOn()
      const email = await emailOf(tx, userId)
      const { sealed, ...shown } = newTotp(ctx.factorKeys, userId, email)
      const fresh = { secret: sealed, createdAt: new Date(), lastStep: null }
      await tx.totp.upsert({
        where: { userId },
        create: { userId, ...fresh },
        update: fresh,
        select: { userId: true },
      })
      return shown
    }),
  ),

  /** From here on every door asks for it, and every other session has ended: none is left that never proved it. */
  confirm: serviceProcedure.input(confirmedFactor).mutation(async ({ ctx, input }) => {
    const { userId, sessionId, code } = input
    const done = await ctx.codes.counted(input, isWrongCode, () =>
      recorded(ctx, ownSession(input), async (tx, _own, record) => {
        const totp = await tx.totp.findUnique({
          where: { userId },
          select: { userId: true, secret: true, lastStep: true, confirmedAt: true },
        })
        if (totp?.confirmedAt) throw alreadyOn()
        if (!totp || !(await takeTotpCode(tx, ctx.factorKeys, totp, code))) throw wrongCode()
        const confirmedAt = new Date()
        await tx.totp.update({
          where: { userId },
          data: { confirmedAt },
          select: { userId: true },
        })
        const { email, epoch } = await endSessions(tx, {
          ...{ userId, at: confirmedAt, keepId: sessionId },
        })
        await ctx.outbox.put(tx, 'factor_on', email)
        const codes = await renewRecoveryCodes(tx, userId)
        await factorChanged(tx, record, { userId, actorId: userId })
        await auditBy(tx, ctx, { kind: 'factor_on', actorId: userId, subjectId: userId })
        return { codes, epoch }
      }),
    )
    ctx.outbox.soon()
    return done
  }),

  renewCodes: serviceProcedure.input(startedFactor).mutation(async ({ ctx, input }) => {
    const codes = await ctx.db.$transaction(async (tx) => {
      const { userId } = input
      await lockSession(tx, { ...input, id: input.sessionId })
      if (!(await hasFactor(tx, userId))) throw notOn()
      await ctx.outbox.put(tx, 'recovery_codes_renewed', await emailOf(tx, userId))
      const codes = await renewRecoveryCodes(tx, userId)
      await auditBy(tx, ctx, { kind: 'recovery_codes_renewed', actorId: userId, subjectId: userId })
      return codes
    })
    ctx.outbox.soon()
    return { codes }
  }),

  /** By password and code; where there is no password, by a fresh proof and code. */
  turnOff: serviceProcedure.input(ended).mutation(async ({ ctx, input }) => {
    const { userId, code, password, isFresh } = input
    const hasPassword = (await ctx.db.credential.count({ where: { userId } })) > 0
    if (hasPassword) await provePassword(ctx, { ...input, password: password ?? '' })
    else if (!isFresh) throw proofNeeded()
    await byCode(ctx, input, () =>
      recorded(ctx, ownSession(input), async (tx, _own, record) => {
        if (!(await hasFactor(tx, userId))) throw notOn()
        await takeCode(tx, ctx, userId, code)
        await takeAway(tx, userId)
        await ctx.outbox.put(tx, 'factor_off', await emailOf(tx, userId))
        await factorChanged(tx, record, { userId, actorId: userId })
        await auditBy(tx, ctx, { kind: 'factor_off', actorId: userId, subjectId: userId })
      }),
    )
    ctx.outbox.soon()
    return null
  }),

  /** For somebody who has lost app and codes, by who manages the account. The gateway ends the sessions with the epoch it is
   *  told; asked twice, it is told so twice. */
  remove: serviceProcedure.input(byMember).mutation(async ({ ctx, input }) => {
    const { userId } = input
    const epoch = await recorded(
      ctx,
      managedAccount(ctx.user, input),
      async (tx, target, record) => {
        const { epoch, actor } = target
        if (!(await hasFactor(tx, userId))) return epoch
        await takeAway(tx, userId)
        const at = new Date()
        const doors = await forgetUnproved(tx, ctx, { userId, at })
        const ended = await endSessions(tx, { userId, at })
        const byId = actor.id
        await factorChanged(tx, record, { userId, actorId: byId })
        await ctx.outbox.put(tx, 'factor_removed', ended.email, { byId })
        await auditBy(tx, ctx, {
          ...{ kind: 'factor_removed', actorId: byId, subjectId: userId },
          facts: lost(doors ?? {}),
        })
        return ended.epoch
      },
    )
    ctx.outbox.soon()
    ctx.log.warn({ ...input, removedById: ctx.user?.id }, 'second factor removed')
    return { userId, epoch }
  }),
})

const ownSession =
  (session: { userId: string; sessionId: string; epoch: number }) =>
  (tx: Prisma.TransactionClient) =>
    lockSession(tx, { ...session, id: session.sessionId })

async function takeAway(tx: Prisma.TransactionClient, userId: string) {
  await tx.totp.deleteMany({ where: { userId } })
  await tx.recoveryCode.deleteMany({ where: { userId } })
}

const alreadyOn = () =>
  appError('CONFLICT', 'The second factor is on; turn it off first', { reason: 'factor_on' })

const notOn = () =>
  appError('CONFLICT', 'The second factor is off by now', { reason: 'factor_off' })
