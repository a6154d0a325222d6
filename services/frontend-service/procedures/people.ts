import { byMember } from '../../user-service/contract.ts'
import { onBehalf } from '../context.ts'
import { procedure, router } from '../trpc.ts'

/** `people.*`: an admin closes an account and opens it again. Asked twice, it ends the sessions twice: whoever got an
 *  error because Redis was away repeats the call. */
export const people = router({
  disable: procedure.input(byMember).mutation(async ({ ctx, input }) => {
    const { disabling } = ctx.backends.user
    const { epoch, ...person } = await disabling.disable.mutate(input, onBehalf(ctx))
    await ctx.store.raiseEpoch(input.userId, epoch)
    return person
  }),

  enable: procedure
    .input(byMember)
    .mutation(({ ctx, input }) => ctx.backends.user.disabling.enable.mutate(input, onBehalf(ctx))),
})
