import { forgottenPassword, recoveryLink } from '../../user-service/contract.ts'
import { type ByExpress, deviceOf, onBehalf } from '../context.ts'
import { expressProcedure, openExpressProcedure, procedure, router } from '../trpc.ts'
import { passedOn, type SignedIn } from './session.ts'

const wanted = forgottenPassword.pick({ email: true })

/** `address.*`: the e-mail address of this person, what proves it and how it is changed. */
export const address = router({
  get: procedure.query(({ ctx }) =>
    ctx.backends.user.addresses.get.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  /** Sends another link to it. */
  prove: expressProcedure.mutation(({ ctx }) =>
    ctx.backends.user.addresses.prove
      .mutate(inSession(ctx, ctx.req), onBehalf(ctx))
      .catch(passedOn(ctx)),
  ),

  /** Nothing changes before the link is used that goes to the new address. */
  change: expressProcedure.input(wanted).mutation(({ ctx, input }) => {
    const asked = { ...input, ...inSession(ctx, ctx.req) }
    return ctx.backends.user.addresses.change.mutate(asked, onBehalf(ctx)).catch(passedOn(ctx))
  }),

  keep: expressProcedure.mutation(({ ctx }) =>
    ctx.backends.user.addresses.keep
      .mutate(inSession(ctx, ctx.req), onBehalf(ctx))
      .catch(passedOn(ctx)),
  ),

  /** What a link would do; it changes nothing. */
  check: openExpressProcedure.input(recoveryLink).mutation(async ({ ctx, input }) => {
    const found = await ctx.backends.user.addresses.check.mutate(input, onBehalf(ctx))
    const { purpose, email, name } = found
    return { purpose, email, name }
  }),

  /** Opens no session. One of the account in which the link is used goes on with a new cookie where all others end. */
  use: openExpressProcedure.input(recoveryLink).mutation(async ({ ctx, input }) => {
    const { addresses } = ctx.backends.user
    const { userId, purpose } = await addresses.check.mutate(input, onBehalf(ctx))
    let own = ctx.session?.uid === userId ? ctx.session : null
    const used = () => ({
      ...input,
      ...(own && { kept: { id: own.sessionId, epoch: own.epoch } }),
    })
    /** Ends the sessions before an epoch, but for this one where it goes on. */
    const believed = async ({ epoch, isKept }: { epoch: number | null; isKept: boolean }) => {
      if (!isKept) own = null
      if (epoch === null) return
      if (own) own = { ...own, epoch }
      if (own) await ctx.sessions.renew(ctx.req, own)
      else await ctx.store.raiseEpoch(userId, epoch)
    }
    // Before the link is used up: where Redis is away the call is repeated.
    await believed(await addresses.begin.mutate(used(), onBehalf(ctx)))
    await believed(await addresses.use.mutate(used(), onBehalf(ctx)))
    return { purpose, isSignedIn: own !== null }
  }),
})

export const inSession = (
  { session: { uid: userId, sessionId, epoch } }: Pick<SignedIn, 'session'>,
  req: ByExpress['req'],
) => ({ userId, sessionId, epoch, ip: deviceOf(req).ip })
