import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import { digest } from '../../chassis/identity.ts'
import { notFound } from '../../chassis/trpc.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import type { Context } from '../context.ts'
import { endedSession } from '../contract.ts'
import { byCode } from '../factors/by-code.ts'
import { takeCode } from '../factors/check-code.ts'
import { livingSignIn, signInOver } from '../sessions/sign-ins.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { finished } from './finish.ts'
import { begunInSession, begunSignIn, finishedOidc, provedByCode, STATE_MAX } from './inputs.ts'
import { wayOut } from './leave.ts'
import { isOidcRefused } from './refusals.ts'
import { type Asked, newState, nonceOf, verifierOf } from './states.ts'

/** `oidc.*`: getting in by an account at a provider of OpenID Connect, by its authorization code flow. */
export const oidc = router({
  /** The buttons, and where they work. */
  providers: serviceProcedure.query(({ ctx: { providers } }) => ({
    origin: providers.origin,
    providers: providers.shown,
  })),

  /** Where the browser goes. */
  begin: serviceProcedure.input(begunSignIn).mutation(({ ctx, input }) => {
    const { browser, next, invitation, timeZone, ...asked } = input
    const inside = insideOf(ctx, next)
    return addressFor(ctx, browser, {
      ...{ ...asked, for: 'sign-in' },
      ...(inside && { next: inside }),
      ...(invitation && { invitation }),
      ...(timeZone && { timeZone }),
    })
  }),

  beginInSession: serviceProcedure.input(begunInSession).mutation(async ({ ctx, input }) => {
    const { browser, provider, for: purpose, locale, sessionId } = input
    await ctx.db.$transaction((tx) => lockSession(tx, { ...input, id: sessionId }))
    return addressFor(ctx, browser, { provider, for: purpose, locale, sessionId })
  }),

  /** What came back. */
  finish: serviceProcedure.input(finishedOidc).mutation(async ({ ctx, input }) => {
    const counts = (error: unknown) => isOidcRefused(error) || input.error !== undefined
    const done = await ctx.oidcTries.counted(input.ip, counts, () => finished(ctx, input))
    ctx.outbox.soon()
    return done
  }),

  /** Where the browser goes that signs out, after it has. */
  wayOut: serviceProcedure
    .input(endedSession)
    .query(async ({ ctx, input }) => ({ url: await wayOut(ctx, input) })),

  /** The second factor of somebody who has said again who they are by their provider. */
  prove: serviceProcedure.input(provedByCode).mutation(async ({ ctx, input }) => {
    const { userId, ip, code } = input
    const tokenHash = digest(input.token)
    await byCode(ctx, { userId, ip, code }, () =>
      ctx.db.$transaction(async (tx) => {
        await lockSession(tx, { ...input, id: input.sessionId })
        const begun = await livingSignIn(tx, tokenHash)
        if (begun.userId !== userId || !(await hasFactor(tx, userId))) throw signInOver()
        await takeCode(tx, ctx, userId, code)
        await tx.signIn.deleteMany({ where: { tokenHash } })
      }),
    )
    ctx.outbox.soon()
    return null
  }),
})

/** As long as sessions live here at most. */
const AGE_SECONDS = String(30 * 24 * 3600)

async function addressFor(ctx: Context, browser: string, asked: Asked) {
  const provider = ctx.providers.byId(asked.provider)
  if (!provider) throw notFound()
  const whole = newState(ctx.factorKeys, browser, asked)
  // Who goes far comes back to the start: a state that is too long would not come back at all.
  const { next: _, ...short } = asked
  const state = whole.length > STATE_MAX ? newState(ctx.factorKeys, browser, short) : whole
  const challenge = await calculatePKCECodeChallenge(verifierOf(browser, state))
  const url = await ctx.providers.with(provider, async (config) =>
    buildAuthorizationUrl(config, {
      ...{ redirect_uri: ctx.providers.redirectUriOf(provider), scope: 'openid email profile' },
      ...{ state, nonce: nonceOf(browser, state) },
      ...{ code_challenge: challenge, code_challenge_method: 'S256' },
      ui_locales: asked.locale,
      // Whoever is signed in there says again who they are. With an age a provider has to say when they did.
      ...(asked.for === 'proof' ? { prompt: 'login', max_age: '0' } : { max_age: AGE_SECONDS }),
    }),
  )
  return { url: url.href }
}

/** A place on this site as a path; undefined where it is none: nobody is led elsewhere. */
function insideOf({ providers: { origin } }: Pick<Context, 'providers'>, next: string | undefined) {
  if (!next || !origin || !URL.canParse(next, origin)) return undefined
  const url = new URL(next, origin)
  const path = `${url.pathname}${url.search}${url.hash}`
  // What is left of dots may begin as the name of another host does.
  return url.origin === origin && /^\/(?![/\\])/.test(path) ? path : undefined
}
