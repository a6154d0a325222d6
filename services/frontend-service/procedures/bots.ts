import { byId, namedBot, newBot } from '../../user-service/contract.ts'
import { deviceOf, onBehalf } from '../context.ts'
import { expressProcedure, procedure, router } from '../trpc.ts'

/** `bots.*`: whom this person's programs act as. Their tokens are made by `apiTokens.create`. */
export const bots = router({
  list: procedure.query(({ ctx }) =>
    ctx.backends.user.bots.list.query({ userId: ctx.user.id }, onBehalf(ctx)),
  ),

  create: expressProcedure.input(newBot).mutation(({ ctx, input }) => {
    const { uid: userId, sessionId, epoch } = ctx.session
    const asked = { ...input, userId, sessionId, epoch, ip: deviceOf(ctx.req).ip }
    return ctx.backends.user.bots.create.mutate(asked, onBehalf(ctx))
  }),

  rename: procedure.input(namedBot).mutation(({ ctx, input }) => {
    const userId = ctx.user.id
    return ctx.backends.user.bots.rename.mutate({ ...input, userId }, onBehalf(ctx))
  }),

  disable: procedure.input(byId).mutation(async ({ ctx, input: { id } }) => {
    const userId = ctx.user.id
    const { disable } = ctx.backends.user.bots
    const { tokenIds, ...bot } = await disable.mutate({ userId, id }, onBehalf(ctx))
    await ctx.tokens.end(userId, tokenIds)
    return bot
  }),

  enable: procedure.input(byId).mutation(({ ctx, input: { id } }) => {
    const userId = ctx.user.id
    return ctx.backends.user.bots.enable.mutate({ userId, id }, onBehalf(ctx))
  }),

  delete: procedure.input(byId).mutation(async ({ ctx, input: { id } }) => {
    const userId = ctx.user.id
    const { tokenIds } = await ctx.backends.user.bots.delete.mutate({ userId, id }, onBehalf(ctx))
    await ctx.tokens.end(userId, tokenIds)
    return { id }
  }),
})
