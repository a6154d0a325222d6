import { byToken } from '../../user-service/contract.ts'
import { onBehalf } from '../context.ts'
import { openProcedure, procedure, router } from '../trpc.ts'

/** `invitations.*`: what is behind a link, for people who may not have an account yet. */
export const invitations = router({
  preview: openProcedure
    .input(byToken)
    .query(({ ctx, input }) => ctx.backends.user.invitations.preview.query(input, onBehalf(ctx))),

  accept: procedure
    .input(byToken)
    .mutation(({ ctx, input }) =>
      ctx.backends.user.invitations.accept.mutate({ ...input, userId: ctx.user.id }, onBehalf(ctx)),
    ),
})
