import { byId, changedPassword } from '../../user-service/contract.ts'
import { onBehalf } from '../context.ts'
import { procedure, router } from '../trpc.ts'

const passwords = changedPassword.pick({ current: true, next: true })

/** `sessions.*`: where this person is signed in. */
export const sessions = router({
  list: procedure.query(async ({ ctx }) => {
    const userId = ctx.user.id
    const rows = await ctx.backends.user.sessions.list.query({ userId }, onBehalf(ctx))
    const alive = await ctx.store.alive(rows.map(({ id }) => ({ uid: userId, sessionId: id })))
    return rows
      .filter((_, index) => alive[index])
      .map((row) => ({ ...row, current: row.id === ctx.session.sessionId }))
  }),

  revoke: procedure.input(byId).mutation(async ({ ctx, input: { id } }) => {
    const userId = ctx.user.id
    await ctx.store.revoke(userId, [id])
    return ctx.backends.user.sessions.end.mutate({ userId, id }, onBehalf(ctx))
  }),

  revokeOthers: procedure.mutation(async ({ ctx }) => {
    const { uid: userId, sessionId: keepId } = ctx.session
    const rows = await ctx.backends.user.sessions.list.query({ userId }, onBehalf(ctx))
    const others = rows.map(({ id }) => id).filter((id) => id !== keepId)
    await ctx.store.revoke(userId, others)
    const input = { userId, keepId }
    const { ended, epoch } = await ctx.backends.user.sessions.endOthers.mutate(input, onBehalf(ctx))
    await ctx.sessions.open(ctx.req, { ...ctx.session, epoch })
    return { ended }
  }),
})

/** `password.*`: a new one ends every other session and gives this browser a new cookie. */
export const password = router({
  change: procedure.input(passwords).mutation(async ({ ctx, input }) => {
    const { uid: userId, sessionId } = ctx.session
    const change = { ...input, userId, keepSessionId: sessionId }
    const { epoch } = await ctx.backends.user.passwords.change.mutate(change, onBehalf(ctx))
    await ctx.sessions.open(ctx.req, { uid: userId, sessionId, epoch })
    return null
  }),
})
