import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { endAddressLinks } from '../accounts/end-address-links.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import { revokeApiTokens } from '../accounts/revoke-api-tokens.ts'
import { noteFailure } from '../audit/note-failure.ts'
import { auditBy, lost } from '../audit/record.ts'
import { changedPassword } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { checked, wrongPassword } from './check-password.ts'
import { commonPasswords } from './common-passwords.ts'

/** `isFresh`: the session has lately proved all that signing in asks for. A gateway of the release before does not say. */
const change = changedPassword.extend({ isFresh: z.boolean().default(true) })

export const passwords = router({
  change: serviceProcedure.input(change).mutation(async ({ ctx, input }) => {
    const { userId, current, next, keepSessionId, epoch, ip, isFresh } = input
    refuseCommon('next', next)
    // Whoever knows the password alone is not told whether it is the right one.
    if (!isFresh) await refuseUnproved(ctx.db, userId)
    const { credential } = await ctx.db.user.findUniqueOrThrow({
      where: { id: userId, disabledAt: null },
      select: { credential: { select: { passwordHash: true } } },
    })
    const known = credential?.passwordHash
    const passwordHash = await ctx.hashing({ account: userId, ip }, async (hasher) => {
      const guess = { account: userId, ip: userId, known, password: current }
      if (!(await checked(ctx.throttle, hasher, guess))) {
        void noteFailure(ctx, { kind: 'proof_refused', userId, ip, step: 'password' })
        throw wrongPassword('current')
      }
      return hasher.hash(next)
    })
    const changed = await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { id: keepSessionId, userId, epoch })
      if (!isFresh) await refuseUnproved(tx, userId)
      const changedAt = new Date()
      const { count } = await tx.credential.updateMany({
        where: { userId, passwordHash: known },
        data: { passwordHash, changedAt },
      })
      if (count === 0)
        throw new TRPCError({ code: 'CONFLICT', message: 'The password was just changed' })
      const { count: tokens } = await revokeApiTokens(tx, userId, changedAt)
      await tx.recovery.deleteMany({ where: { userId } })
      await endAddressLinks(tx, userId)
      const ended = await endSessions(tx, { userId, at: changedAt, keepId: keepSessionId })
      await ctx.outbox.put(tx, 'password_changed', ended.email)
      await auditBy(tx, ctx, {
        ...{ kind: 'password_changed', actorId: userId, subjectId: userId },
        facts: lost({ tokens }),
      })
      return { epoch: ended.epoch }
    })
    ctx.outbox.soon()
    return changed
  }),
})

/** The password alone makes no new one where there is a second factor. */
async function refuseUnproved(tx: Prisma.TransactionClient, userId: string) {
  if (await hasFactor(tx, userId)) throw proofNeeded()
}

export const proofNeeded = () =>
  appError('FORBIDDEN', 'Say again who you are by session.prove, then repeat the call', {
    reason: 'REAUTH_REQUIRED',
  })

/** Refuses what guessers try first; `field` is where the form shows it. */
export function refuseCommon(field: string, password: string) {
  const plain = password.toLowerCase()
  if (!commonPasswords.has(plain) && !isServiceName(plain)) return
  const message = 'This password is among the most used; pick another'
  throw appError('BAD_REQUEST', message, {
    fields: { [field]: message },
    issues: [{ path: field, code: 'common' }],
  })
}

/** `taskmate`, however it is padded with digits and signs. */
const isServiceName = (plain: string) => /^(taskmate)+$/.test(plain.replace(/[^\p{L}]/gu, ''))
