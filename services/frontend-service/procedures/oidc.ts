import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { byId, finishedSignIn, invitationToken, locales } from '../../user-service/contract.ts'
import { type ByExpress, deviceOf, type GatewayContext, onBehalf } from '../context.ts'
import {
  expressProcedure,
  openExpressProcedure,
  openProcedure,
  procedure,
  router,
} from '../trpc.ts'
import { enter, nothingBegun, passedOn, type SignedIn } from './session.ts'

const provider = z.string().max(32)
const locale = z.enum(locales)
const begun = z.strictObject({
  ...{ provider, locale, timeZone: z.string().max(100).optional() },
  next: z.string().max(500).optional(),
  invitation: invitationToken.optional(),
})
const inSession = z.strictObject({ provider, locale })
/** What stands in the address to which a provider sends somebody back. */
const answered = z.strictObject({
  ...{ provider, state: z.string().min(1).max(4000), iss: z.string().max(1000).optional() },
  ...{ code: z.string().min(1).max(8000).optional(), error: z.string().max(100).optional() },
})
const code = finishedSignIn.pick({ code: true })

/** `oidc.*`: getting in by an account at a provider of OpenID Connect, and saying again who one is. */
export const oidc = router({
  /** The buttons, and where they work. */
  providers: openProcedure.query(({ ctx }) =>
    ctx.backends.user.oidc.providers.query(undefined, onBehalf(ctx)),
  ),

  /** Where the browser goes. What comes back counts in this browser alone. */
  begin: openExpressProcedure.input(begun).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const browser = browserOf(ctx)
    const { url } = await ctx.backends.user.oidc.begin.mutate({ ...input, browser }, onBehalf(ctx))
    ctx.oidcBrowser.keep(ctx.res, browser)
    return { url }
  }),

  /** The same, to say again who one is. */
  beginProof: expressProcedure
    .input(inSession)
    .mutation(({ ctx, input }) => beginInSession(ctx, { ...input, for: 'proof' })),

  finish: openExpressProcedure.input(answered).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const { session } = ctx
    const asked = {
      ...{ ...input, browser: browserOf(ctx), ...deviceOf(ctx.req) },
      ...(session && {
        session: { ...factsOf(session), isFresh: ctx.sessions.isFresh(session) },
      }),
    }
    const call = ctx.backends.user.oidc.finish.mutate(asked, onBehalf(ctx))
    const done = await (session ? call.catch(passedOn({ ...ctx, session })) : call)
    const way = { for: done.for, next: done.next, outcome: done.outcome }
    const shown = { ...way, user: null, needsCode: false, hasPasskey: false }
    if (done.outcome === 'in') {
      if (!done.opened) {
        ctx.secondStep.keep(ctx.res, done.token)
        return { ...shown, needsCode: true, hasPasskey: done.hasPasskey }
      }
      const how = done.isNew ? {} : { authAt: done.authAt }
      await enter(ctx, done.user.id, { ...done.opened, ...how }, done.isNew)
      ctx.oidcBrowser.forget(ctx.res)
      return { ...shown, user: done.user }
    }
    if (done.outcome === 'proved' && done.token) {
      ctx.secondStep.keep(ctx.res, done.token)
      return { ...shown, needsCode: true }
    }
    if (done.outcome === 'proved' && session)
      await ctx.sessions.prove(ctx.req, { ...session, authAt: Date.now() })
    return shown
  }),

  /** The code of the second factor, where the provider has said who it is. */
  prove: expressProcedure.input(code).mutation(async ({ ctx, input }) => {
    const token = ctx.secondStep.read(ctx.req)
    if (!finishedSignIn.shape.token.safeParse(token).success) throw nothingBegun()
    const proof = { ...input, token, ...factsOf(ctx.session), ip: deviceOf(ctx.req).ip }
    await ctx.backends.user.oidc.prove.mutate(proof, onBehalf(ctx)).catch(passedOn(ctx))
    await ctx.sessions.prove(ctx.req, { ...ctx.session, authAt: Date.now() })
    ctx.secondStep.forget(ctx.res)
    return null
  }),
})

/** `identities.*`: accounts at providers that sign this person in. */
export const identities = router({
  list: procedure.query(({ ctx }) =>
    ctx.backends.user.identities.list.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  /** Where the browser goes to connect one. */
  link: expressProcedure
    .input(inSession)
    .mutation(({ ctx, input }) => beginInSession(ctx, { ...input, for: 'link' })),

  remove: expressProcedure.input(byId).mutation(({ ctx, input }) => {
    const gone = { ...input, ...factsOf(ctx.session), ip: deviceOf(ctx.req).ip }
    return ctx.backends.user.identities.remove.mutate(gone, onBehalf(ctx)).catch(passedOn(ctx))
  }),
})

async function beginInSession(
  ctx: SignedInByExpress,
  asked: z.infer<typeof inSession> & { readonly for: 'proof' | 'link' },
) {
  const browser = browserOf(ctx)
  const begun = { ...asked, browser, ...factsOf(ctx.session), ip: deviceOf(ctx.req).ip }
  const call = ctx.backends.user.oidc.beginInSession.mutate(begun, onBehalf(ctx))
  const { url } = await call.catch(passedOn(ctx))
  ctx.oidcBrowser.keep(ctx.res, browser)
  return { url }
}

type SignedInByExpress = SignedIn & Pick<GatewayContext, 'oidcBrowser'> & ByExpress

/** The secret of this browser, or a new one. Several tabs share it: what each begins counts, whichever began last. */
const browserOf = ({ oidcBrowser, req }: Pick<GatewayContext, 'oidcBrowser'> & ByExpress) =>
  finishedSignIn.shape.token.safeParse(oidcBrowser.read(req)).data ??
  randomBytes(32).toString('base64url')

const factsOf = ({ uid: userId, sessionId, epoch }: SignedIn['session']) => ({
  ...{ userId, sessionId, epoch },
})
