import { forgottenPassword } from '../../user-service/contract.ts'
import { onBehalf } from '../context.ts'
import { expressProcedure, procedure, router } from '../trpc.ts'
import { inSession } from './address.ts'
import { passedOn } from './session.ts'

const typed = forgottenPassword.pick({ email: true })

/** `account.*`: how an account ends by its owner's will. */
export const account = router({
  /** What becomes of each workspace. */
  deletion: procedure.query(({ ctx }) =>
    ctx.backends.user.accountDeletion.preview.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  /** Nobody gets in by it any more, by whatever door, and nothing of its owner is written afterwards. */
  delete: expressProcedure.input(typed).mutation(async ({ ctx, input }) => {
    const asked = { ...input, ...inSession(ctx, ctx.req) }
    const { perform } = ctx.backends.user.accountDeletion
    const { epoch } = await perform.mutate(asked, onBehalf(ctx)).catch(passedOn(ctx))
    // It has happened: where Redis is away now, whoever comes with a session of it is told by user-service.
    await ctx.store
      .raiseEpoch(ctx.user.id, epoch)
      .then(() => ctx.sessions.close(ctx.req, ctx.res))
      .catch((error: Error) => ctx.log.warn({ error: error.message }, 'sessions not ended yet'))
    await ctx.rightsSettled()
    return null
  }),
})
