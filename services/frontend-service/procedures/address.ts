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
    const { userId, purpose, epoch: present } = await addresses.check.mutate(input, onBehalf(ctx))
    const own = ctx.session?.uid === userId ? ctx.session : null
    // Before the link is used up: where Redis is away the call is repeated.
    if (purpose === 'take') await ctx.store.raiseEpoch(userId, present)
    const kept = own && { id: own.sessionId, epoch: own.epoch }
    const used = { ...input, ...(kept && { kept }) }
    const { epoch, isKept } = await addresses.use.mutate(used, onBehalf(ctx))
    if (epoch !== null && own && isKept) await ctx.sessions.renew(ctx.req, { ...own, epoch })
    else if (epoch !== null) await ctx.store.raiseEpoch(userId, epoch)
    return { purpose, isSignedIn: own !== null && isKept }
  }),
})

const inSession = (
  { session: { uid: userId, sessionId, epoch } }: Pick<SignedIn, 'session'>,
  req: ByExpress['req'],
) => ({ userId, sessionId, epoch, ip: deviceOf(req).ip })
