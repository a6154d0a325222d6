import { randomBytes } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import { lockedAccount, lockSession } from '../accounts/account-lock.ts'
import { linkWaiting } from '../accounts/connect-identity.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import { meOf, shownMe } from '../accounts/me.ts'
import { noteFailure } from '../audit/note-failure.ts'
import { credentials, finishedSignIn, provedAgain } from '../contract.ts'
import { byCode } from '../factors/by-code.ts'
import { isWrongCode, takeCode, wrongCode } from '../factors/check-code.ts'
import { SIGN_IN_MINUTES, SIGN_INS_MAX } from '../limits.ts'
import { provePassword } from '../passwords/prove-password.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { enter } from './enter.ts'
import { openSession } from './open-session.ts'

/** `signIns.*`: getting in by the password and, where there is one, by the second factor. Nothing of a session is there
 *  before both are proved. */
export const signIns = router({
  /** Opens a session; or answers the secret of a second step, for the browser that took the first. */
  begin: serviceProcedure.input(credentials).mutation(async ({ ctx, input }) => {
    const { email: _, password: __, ...device } = input
    const { user, done } = await enter(ctx, input, async (tx, account) =>
      (await hasFactor(tx, account.userId))
        ? { ...(await newSignIn(tx, account)), opened: null }
        : { token: null, opened: await openSession(tx, { ...account, ...device }) },
    )
    return done.opened
      ? { user, token: null, opened: done.opened, hasPasskey: false }
      : { user: null, token: done.token, opened: null, hasPasskey: done.hasPasskey }
  }),

  finish: serviceProcedure.input(finishedSignIn).mutation(async ({ ctx, input }) => {
    const { token, code, ...device } = input
    const tokenHash = digest(token)
    const waiting = await livingSignIn(ctx.db, tokenHash)
    const { userId, issuer, idToken } = waiting
    const finish = () =>
      ctx.db.$transaction(async (tx) => {
        const { epoch } = await lockedAccount({ id: userId })(tx).catch((error: unknown) => {
          throw error instanceof TRPCError ? signInOver() : error
        })
        await livingSignIn(tx, tokenHash)
        if (!(await hasFactor(tx, userId))) throw signInOver()
        await takeCode(tx, ctx, userId, code)
        await tx.signIn.deleteMany({ where: { tokenHash } })
        await linkWaiting(tx, ctx, waiting, device.ip)
        const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: shownMe })
        const begun = { userId, epoch, issuer, idToken, ...device }
        const opened = await openSession(tx, { ...begun, withFactor: true })
        return { user: meOf(user), opened }
      })
    const guess = { userId, ip: device.ip, code }
    const done = await ctx.codes.counted(guess, isWrongCode, finish).catch((error: unknown) => {
      if (isWrongCode(error))
        void noteFailure(ctx, { kind: 'sign_in_failed', userId, ip: device.ip, step: 'code' })
      throw error
    })
    ctx.outbox.soon()
    return done
  }),

  /** Somebody who is signed in says again who they are. */
  prove: serviceProcedure.input(provedAgain).mutation(async ({ ctx, input }) => {
    const { userId, code } = input
    await provePassword(ctx, input)
    const prove = () =>
      ctx.db.$transaction(async (tx) => {
        await lockSession(tx, { ...input, id: input.sessionId })
        if (!(await hasFactor(tx, userId))) return
        if (code === undefined) throw wrongCode()
        await takeCode(tx, ctx, userId, code)
      })
    await (code === undefined ? prove() : byCode(ctx, { ...input, code }, prove))
    ctx.outbox.soon()
    return null
  }),
})

interface Begun {
  readonly userId: string
  readonly epoch: number
  /** Of the session that it opens. */
  readonly issuer?: string
  readonly idToken?: string
  /** What it connects. */
  readonly subject?: string
  readonly label?: string
}

/** Under the lock of the account. */
export async function newSignIn(tx: Prisma.TransactionClient, begun: Begun) {
  const { userId } = begun
  const now = new Date()
  await tx.signIn.deleteMany({ where: { userId, expiresAt: { lte: now } } })
  const surplus = await tx.signIn.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    skip: SIGN_INS_MAX - 1,
    select: { tokenHash: true },
  })
  await tx.signIn.deleteMany({
    where: { tokenHash: { in: surplus.map(({ tokenHash }) => tokenHash) } },
  })
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + SIGN_IN_MINUTES * 60_000)
  await tx.signIn.create({
    data: { ...begun, tokenHash: digest(token), createdAt: now, expiresAt },
    select: { userId: true },
  })
  return { token, hasPasskey: (await tx.passkey.count({ where: { userId } })) > 0 }
}

/** A sign-in that waits for its second step. */
export async function livingSignIn(db: Prisma.TransactionClient, tokenHash: string) {
  const found = await db.signIn.findUnique({
    where: { tokenHash, expiresAt: { gt: new Date() } },
    select: {
      ...{ userId: true, epoch: true, issuer: true, idToken: true },
      ...{ subject: true, label: true },
      user: { select: { epoch: true } },
    },
  })
  // What ends all sessions ends it too; it must not count against the account.
  if (!found || found.epoch !== found.user.epoch) throw signInOver()
  return found
}

export const signInOver = () =>
  appError('UNAUTHORIZED', `This sign-in is over: it may take ${SIGN_IN_MINUTES} minutes`, {
    limit: SIGN_IN_MINUTES,
    reason: 'sign_in_over',
  })
