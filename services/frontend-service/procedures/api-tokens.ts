import { byId, newApiToken } from '../../user-service/contract.ts'
import { deviceOf, onBehalf } from '../context.ts'
import { expressProcedure, procedure, router } from '../trpc.ts'

/** `apiTokens.*`: what lets this person's programs call. Its text is answered once. */
export const apiTokens = router({
  list: procedure.query(({ ctx }) =>
    ctx.backends.user.apiTokens.list.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  create: expressProcedure.input(newApiToken).mutation(({ ctx, input }) => {
    const { uid: userId, sessionId, epoch } = ctx.session
    const { ip } = deviceOf(ctx.req)
    const expiresAt = input.expiresAt.toISOString()
    const asked = { ...input, expiresAt, userId, sessionId, epoch, ip }
    return ctx.backends.user.apiTokens.create.mutate(asked, onBehalf(ctx))
  }),

  revoke: procedure.input(byId).mutation(async ({ ctx, input: { id } }) => {
    const userId = ctx.user.id
    const revoked = await ctx.backends.user.apiTokens.revoke.mutate({ userId, id }, onBehalf(ctx))
    await ctx.tokens.end(userId, [id])
    return revoked
  }),
})
