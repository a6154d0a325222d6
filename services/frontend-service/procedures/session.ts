import { credentials, newAccount } from '../../user-service/contract.ts'
import { deviceOf, onBehalf } from '../context.ts'
import { openProcedure, procedure, router } from '../trpc.ts'

const signIn = credentials.pick({ email: true, password: true })

/** `session.*`: who this browser is, signing up, in and out. */
export const session = router({
  who: openProcedure.query(async ({ ctx }) => {
    if (!ctx.session) return null
    const { uid: userId, sessionId, epoch: began } = ctx.session
    const found = await ctx.backends.user.who.get.query({ userId }, onBehalf(ctx))
    // Normally Redis knew before us; it did not when it was away while the password changed.
    if (found && found.epoch > began) await ctx.store.raiseEpoch(userId, found.epoch)
    if (!found || found.epoch > began) return null
    return { user: found.user, workspaces: found.workspaces, sessionId }
  }),

  signUp: openProcedure.input(newAccount).mutation(async ({ ctx, input }) => {
    const { accounts, sessions } = ctx.backends.user
    const device = deviceOf(ctx.req)
    const { user } = await accounts.create.mutate({ ...input, ip: device.ip }, onBehalf(ctx))
    const opened = await sessions.open.mutate({ userId: user.id, ...device }, onBehalf(ctx))
    await ctx.sessions.open(ctx.req, { uid: user.id, ...opened })
    return { user }
  }),

  signIn: openProcedure.input(signIn).mutation(async ({ ctx, input }) => {
    const proof = { ...input, ...deviceOf(ctx.req) }
    const { user, ...opened } = await ctx.backends.user.sessions.create.mutate(proof, onBehalf(ctx))
    await ctx.sessions.open(ctx.req, { uid: user.id, ...opened })
    return { user }
  }),

  signOut: procedure.mutation(async ({ ctx }) => {
    const { uid: userId, sessionId: id } = ctx.session
    await ctx.sessions.close(ctx.req, ctx.res)
    // Signed out is signed out: the row in the list only follows.
    await ctx.backends.user.sessions.end
      .mutate({ userId, id }, onBehalf(ctx))
      .catch((error: Error) => ctx.log.warn({ error: error.message }, 'session row not ended'))
    return null
  }),
})
