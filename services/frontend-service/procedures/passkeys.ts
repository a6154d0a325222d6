import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { signInFirst } from '../../chassis/trpc.ts'
import {
  assertion,
  byId,
  finishedSignIn,
  namedPasskey,
  newPasskey,
} from '../../user-service/contract.ts'
import { type ByExpress, deviceOf, type GatewayContext, onBehalf } from '../context.ts'
import { expressProcedure, openExpressProcedure, procedure, router } from '../trpc.ts'
import { enter, nothingBegun, passedOn, type SignedIn } from './session.ts'

const asked = z.strictObject({ for: z.enum(['sign-in', 'second-step', 'proof']) })
const answer = z.strictObject({ assertion })

/** `passkeys.*`: what this person signs in with instead of a password. */
export const passkeys = router({
  list: procedure.query(({ ctx }) =>
    ctx.backends.user.passkeys.list.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  start: expressProcedure.mutation(({ ctx }) =>
    ctx.backends.user.passkeys.start
      .mutate(inSession(ctx, ctx.req), onBehalf(ctx))
      .catch(passedOn(ctx)),
  ),

  add: expressProcedure.input(newPasskey).mutation(({ ctx, input }) => {
    const added = { ...input, ...inSession(ctx, ctx.req) }
    return ctx.backends.user.passkeys.add.mutate(added, onBehalf(ctx)).catch(passedOn(ctx))
  }),

  rename: procedure.input(namedPasskey).mutation(({ ctx, input }) => {
    const userId = ctx.user.id
    return ctx.backends.user.passkeys.rename.mutate({ ...input, userId }, onBehalf(ctx))
  }),

  remove: expressProcedure.input(byId).mutation(({ ctx, input }) => {
    const gone = { ...input, ...inSession(ctx, ctx.req) }
    return ctx.backends.user.passkeys.remove.mutate(gone, onBehalf(ctx)).catch(passedOn(ctx))
  }),
})

/** `passkeySignIns.*`: getting in by a passkey, in place of a code, and saying again who one is. */
export const passkeySignIns = router({
  /** What the browser needs to ask for one. The answer counts in this browser alone. */
  ask: openExpressProcedure.input(asked).mutation(async ({ ctx, input }) => {
    const { ask } = ctx.backends.user.passkeySignIns
    if (input.for === 'proof') {
      const { session } = ctx
      if (!session) throw signInFirst()
      const proof = { for: input.for, ...inSession({ session }, ctx.req) }
      return ask.mutate(proof, onBehalf(ctx)).catch(passedOn({ ...ctx, session }))
    }
    if (input.for === 'second-step')
      return ask.mutate({ for: input.for, token: stepOf(ctx) }, onBehalf(ctx))
    // Several tabs ask at once: each answer counts, whichever asked last.
    const known = browserOf(ctx)
    const browser = known ?? randomBytes(32).toString('base64url')
    const options = await ask.mutate({ for: input.for, browser }, onBehalf(ctx))
    ctx.passkeyBrowser.keep(ctx.res, browser)
    return options
  }),

  enter: openExpressProcedure.input(answer).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    // Without the secret of a browser that asked, no answer counts.
    const browser = browserOf(ctx) ?? randomBytes(32).toString('base64url')
    const shown = { ...input, browser, ...deviceOf(ctx.req) }
    const { passkeySignIns } = ctx.backends.user
    const { user, opened } = await passkeySignIns.enter.mutate(shown, onBehalf(ctx))
    await enter(ctx, user.id, opened)
    ctx.passkeyBrowser.forget(ctx.res)
    return { user }
  }),

  finish: openExpressProcedure.input(answer).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const finished = { ...input, token: stepOf(ctx), ...deviceOf(ctx.req) }
    const { finish } = ctx.backends.user.passkeySignIns
    const { user, opened } = await finish.mutate(finished, onBehalf(ctx))
    await enter(ctx, user.id, opened)
    ctx.secondStep.forget(ctx.res)
    return { user }
  }),

  prove: expressProcedure.input(answer).mutation(async ({ ctx, input }) => {
    const proof = { ...input, ...inSession(ctx, ctx.req) }
    const { prove } = ctx.backends.user.passkeySignIns
    await prove.mutate(proof, onBehalf(ctx)).catch(passedOn(ctx))
    await ctx.sessions.prove(ctx.req, { ...ctx.session, authAt: Date.now() })
    return null
  }),
})

const { token: secret } = finishedSignIn.shape

/** The secret of the sign-in that waits in this browser for its second step. */
function stepOf({ secondStep, req }: GatewayContext & ByExpress) {
  const token = secondStep.read(req)
  if (!secret.safeParse(token).success) throw nothingBegun()
  return token
}

const browserOf = ({ passkeyBrowser, req }: GatewayContext & ByExpress) =>
  secret.safeParse(passkeyBrowser.read(req)).data

const inSession = (
  { session: { uid: userId, sessionId, epoch } }: Pick<SignedIn, 'session'>,
  req: ByExpress['req'],
) => ({ userId, sessionId, epoch, ip: deviceOf(req).ip })
