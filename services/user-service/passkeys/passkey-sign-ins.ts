import { TRPCError } from '@trpc/server'
import { digest } from '../../chassis/identity.ts'
import { activeAccount, lockedAccount, lockSession } from '../accounts/account-lock.ts'
import { linkWaiting } from '../accounts/connect-identity.ts'
import { meOf, shownMe } from '../accounts/me.ts'
import { noteFailure } from '../audit/note-failure.ts'
import type { Context } from '../context.ts'
import { PASSKEY_MINUTES, PASSKEYS_MAX } from '../limits.ts'
import { openSession } from '../sessions/open-session.ts'
import { livingSignIn, signInOver } from '../sessions/sign-ins.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { type Asked, newChallenge } from './challenges.ts'
import { byPasskey, isRefused, partyOf, passkeyRefused, takePasskey } from './check-passkey.ts'
import { askedPasskey, enteredByPasskey, finishedByPasskey, provedByPasskey } from './inputs.ts'
import { descriptorOf } from './passkeys.ts'

/** `passkeySignIns.*`: getting in by a passkey. It has verified its owner by finger, face or PIN, so it stands for password
 *  and second factor at once. */
export const passkeySignIns = router({
  /** What a browser needs to ask for one: any for a sign-in, those of the account for a second step or a proof. */
  ask: serviceProcedure.input(askedPasskey).mutation(async ({ ctx, input }) => {
    if (input.for === 'sign-in')
      return optionsOf(ctx, { for: 'sign-in', at: digest(input.browser) })
    if (input.for === 'proof') {
      const { userId, sessionId } = input
      return ctx.db.$transaction(async (tx) => {
        await activeAccount({ id: userId })(tx)
        return optionsOf(ctx, { for: 'proof', at: sessionId }, userId)
      })
    }
    const tokenHash = digest(input.token)
    const { userId } = await livingSignIn(ctx.db, tokenHash)
    return optionsOf(ctx, { for: 'second-step', at: tokenHash }, userId)
  }),

  /** Whoever has it is in. Of a disabled account it is refused as one that nobody knows. */
  enter: serviceProcedure.input(enteredByPasskey).mutation(({ ctx, input }) => {
    const { browser, assertion, ...device } = input
    const asked = { for: 'sign-in', at: digest(browser) } as const
    return byPasskey(ctx, { asked, assertion, ip: device.ip }, (signed) =>
      ctx.db.$transaction(async (tx) => {
        const { userId } = signed
        const { epoch } = await lockedAccount({ id: userId })(tx).catch(refusedIfGone)
        await takePasskey(tx, signed)
        const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: shownMe })
        const how = { withFactor: true, byPasskey: true }
        return {
          user: meOf(user),
          opened: await openSession(tx, { userId, epoch, ...device, ...how }),
        }
      }),
    )
  }),

  /** In place of a code, after the password. */
  finish: serviceProcedure.input(finishedByPasskey).mutation(async ({ ctx, input }) => {
    const { token, assertion, ...device } = input
    const tokenHash = digest(token)
    const waiting = await livingSignIn(ctx.db, tokenHash)
    const { userId, issuer, idToken } = waiting
    const asked = { for: 'second-step', at: tokenHash } as const
    const done = await byPasskey(ctx, { asked, assertion, userId, ip: device.ip }, (signed) =>
      ctx.db.$transaction(async (tx) => {
        const { epoch } = await lockedAccount({ id: userId })(tx).catch((error: unknown) => {
          throw error instanceof TRPCError ? signInOver() : error
        })
        await livingSignIn(tx, tokenHash)
        await takePasskey(tx, signed)
        await tx.signIn.deleteMany({ where: { tokenHash } })
        await linkWaiting(tx, ctx, waiting, device.ip)
        const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: shownMe })
        const how = { withFactor: true, byPasskey: true }
        return {
          user: meOf(user),
          opened: await openSession(tx, { userId, epoch, issuer, idToken, ...device, ...how }),
        }
      }),
    ).catch(noting(ctx, { kind: 'sign_in_failed', userId, ip: device.ip }))
    ctx.outbox.soon()
    return done
  }),

  /** Somebody who is signed in says again who they are. */
  prove: serviceProcedure.input(provedByPasskey).mutation(async ({ ctx, input }) => {
    const { userId, sessionId, assertion, ip } = input
    const asked = { for: 'proof', at: sessionId } as const
    await byPasskey(ctx, { asked, assertion, userId, ip }, (signed) =>
      ctx.db.$transaction(async (tx) => {
        await lockSession(tx, { ...input, id: sessionId })
        await takePasskey(tx, signed)
      }),
    ).catch(noting(ctx, { kind: 'proof_refused', userId, ip }))
    return null
  }),
})

type Noted = Omit<Parameters<typeof noteFailure>[1], 'step'>

const noting = (ctx: Parameters<typeof noteFailure>[0], failure: Noted) => (error: unknown) => {
  if (isRefused(error)) void noteFailure(ctx, { ...failure, step: 'passkey' })
  throw error
}

/** As a browser reads it; `userId`: only the passkeys of this account will do. */
async function optionsOf(ctx: Context, asked: Asked, userId?: string) {
  const party = partyOf(ctx)
  const own = userId
    ? await ctx.db.passkey.findMany({
        where: { userId },
        take: PASSKEYS_MAX,
        select: { credentialId: true, transports: true },
      })
    : []
  return {
    ...{ rpId: party.id, timeout: PASSKEY_MINUTES * 60_000, userVerification: 'required' as const },
    challenge: newChallenge(ctx.factorKeys, asked).toString('base64url'),
    allowCredentials: own.map(descriptorOf),
  }
}

const refusedIfGone = (error: unknown): never => {
  throw error instanceof TRPCError ? passkeyRefused() : error
}
