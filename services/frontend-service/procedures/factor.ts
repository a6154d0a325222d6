import { confirmedFactor, endedFactor } from '../../user-service/contract.ts'
import { type ByExpress, deviceOf, onBehalf } from '../context.ts'
import { expressProcedure, procedure, router } from '../trpc.ts'
import { passedOn, type SignedIn } from './session.ts'

const code = confirmedFactor.pick({ code: true })
const proof = endedFactor.pick({ password: true, code: true }).partial({ password: true })

/** `factor.*`: the second factor of this person, an app that shows codes. */
export const factor = router({
  get: procedure.query(({ ctx }) =>
    ctx.backends.user.factors.get.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  /** A mutation, for its answer is a secret. */
  start: expressProcedure.mutation(({ ctx }) =>
    ctx.backends.user.factors.start
      .mutate(inSession(ctx, ctx.req), onBehalf(ctx))
      .catch(passedOn(ctx)),
  ),

  /** Ends every other session and gives this browser a new cookie, as a new password does. */
  confirm: expressProcedure.input(code).mutation(async ({ ctx, input }) => {
    const asked = { ...input, ...inSession(ctx, ctx.req) }
    const change = ctx.backends.user.factors.confirm.mutate(asked, onBehalf(ctx))
    const { codes, epoch } = await change.catch(passedOn(ctx))
    // Workspaces that ask for it open.
    await ctx.rightsSettled()
    await ctx.sessions.renew(ctx.req, { ...ctx.session, epoch })
    return { codes }
  }),

  renewCodes: expressProcedure.mutation(({ ctx }) =>
    ctx.backends.user.factors.renewCodes
      .mutate(inSession(ctx, ctx.req), onBehalf(ctx))
      .catch(passedOn(ctx)),
  ),

  turnOff: expressProcedure.input(proof).mutation(async ({ ctx, input }) => {
    const isFresh = ctx.sessions.isFresh(ctx.session)
    const asked = { ...input, ...inSession(ctx, ctx.req), isFresh }
    await ctx.backends.user.factors.turnOff.mutate(asked, onBehalf(ctx)).catch(passedOn(ctx))
    await ctx.rightsSettled()
    return null
  }),
})

const inSession = (
  { session: { uid: userId, sessionId, epoch } }: Pick<SignedIn, 'session'>,
  req: ByExpress['req'],
) => ({ userId, sessionId, epoch, ip: deviceOf(req).ip })
