import type { BaseContext } from '../../chassis/trpc.ts'
import { credentials, newAccount } from '../../user-service/contract.ts'
import { deviceOf, type GatewayContext, onBehalf } from '../context.ts'
import type { SessionFacts } from '../sessions/session-store.ts'
import { expressProcedure, openExpressProcedure, openProcedure, router } from '../trpc.ts'

const signIn = credentials.pick({ email: true, password: true })

/** `session.*`: who this browser is, signing up, in and out. */
export const session = router({
  who: openProcedure.query(async ({ ctx }) => {
    const { session } = ctx
    if (!session) return null
    const account = await accountOf({ ...ctx, session })
    return account && { ...account, sessionId: session.sessionId }
  }),

  signUp: openExpressProcedure.input(newAccount).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const { accounts, sessions } = ctx.backends.user
    const device = deviceOf(ctx.req)
    const { user } = await accounts.create.mutate({ ...input, ip: device.ip }, onBehalf(ctx))
    const { ended = [], ...opened } = await sessions.open.mutate(
      { userId: user.id, ...device },
      onBehalf(ctx),
    )
    await ctx.store.revoke(user.id, ended)
    await ctx.sessions.open(ctx.req, { uid: user.id, ...opened })
    return { user }
  }),

  signIn: openExpressProcedure.input(signIn).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const proof = { ...input, ...deviceOf(ctx.req) }
    const {
      user,
      ended = [],
      ...opened
    } = await ctx.backends.user.sessions.create.mutate(proof, onBehalf(ctx))
    await ctx.store.revoke(user.id, ended)
    await ctx.sessions.open(ctx.req, { uid: user.id, ...opened })
    return { user }
  }),

  signOut: expressProcedure.mutation(async ({ ctx }) => {
    const { uid: userId, sessionId: id } = ctx.session
    await ctx.sessions.close(ctx.req, ctx.res)
    // Signed out is signed out: the row in the list only follows.
    await ctx.backends.user.sessions.end
      .mutate({ userId, id }, onBehalf(ctx))
      .catch((error: Error) => ctx.log.warn({ error: error.message }, 'session row not ended'))
    return null
  }),
})

export interface SignedIn extends BaseContext, Pick<GatewayContext, 'backends' | 'store'> {
  readonly session: SessionFacts
}

/** The account and workspaces behind a session; null when user-service knows that it has ended. Redis knew before us
 *  unless it was away then, and learns it now. */
export async function accountOf(ctx: SignedIn) {
  const { uid: userId, epoch: began } = ctx.session
  const found = await ctx.backends.user.who.get.query({ userId }, onBehalf(ctx))
  if (!found) return null
  const { user, workspaces, epoch } = found
  if (epoch > began) await ctx.store.raiseEpoch(userId, epoch)
  return epoch > began ? null : { user, workspaces }
}
