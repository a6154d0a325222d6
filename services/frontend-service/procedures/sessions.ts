import {
  byId,
  changedPassword,
  forgottenPassword,
  recoveredPassword,
  recoveryLink,
} from '../../user-service/contract.ts'
import { deviceOf, onBehalf } from '../context.ts'
import {
  expressProcedure,
  openExpressProcedure,
  openProcedure,
  procedure,
  router,
} from '../trpc.ts'
import { passedOn } from './session.ts'

const forgotten = forgottenPassword.pick({ email: true })
const recovered = recoveredPassword.pick({ token: true, next: true })
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
    const ended = await ctx.backends.user.sessions.end.mutate({ userId, id }, onBehalf(ctx))
    await ctx.store.revoke(userId, [id])
    return ended
  }),

  revokeOthers: expressProcedure.mutation(async ({ ctx }) => {
    const { uid: userId, sessionId: keepId, epoch: began } = ctx.session
    const kept = { userId, keepId, epoch: began }
    const change = ctx.backends.user.sessions.endOthers.mutate(kept, onBehalf(ctx))
    const { ended, epoch } = await change.catch(passedOn(ctx))
    await ctx.sessions.renew(ctx.req, { ...ctx.session, epoch })
    return { ended }
  }),
})

/** `password.*`: a new one ends every other session and gives this browser a new cookie. */
export const password = router({
  change: expressProcedure.input(passwords).mutation(async ({ ctx, input }) => {
    const { uid: userId, sessionId: keepSessionId, epoch: began } = ctx.session
    const { ip } = deviceOf(ctx.req)
    const isFresh = ctx.sessions.isFresh(ctx.session)
    const proof = { ...input, userId, keepSessionId, epoch: began, ip, isFresh }
    const change = ctx.backends.user.passwords.change.mutate(proof, onBehalf(ctx))
    const { epoch } = await change.catch(passedOn(ctx))
    await ctx.sessions.renew(ctx.req, { ...ctx.session, epoch })
    return null
  }),

  /** Whether a link for a new password comes by mail. */
  isByMail: openProcedure.query(({ ctx }) =>
    ctx.backends.user.recovery.isByMail.query(undefined, onBehalf(ctx)),
  ),

  forgotten: openExpressProcedure.input(forgotten).mutation(({ ctx, input }) => {
    const asked = { ...input, ip: deviceOf(ctx.req).ip }
    return ctx.backends.user.recovery.ask.mutate(asked, onBehalf(ctx))
  }),

  /** Whether a link works still; it changes nothing. */
  check: openExpressProcedure
    .input(recoveryLink)
    .mutation(({ ctx, input }) => ctx.backends.user.recovery.check.mutate(input, onBehalf(ctx))),

  /** Opens no session: whoever has the link signs in like everybody, with all that asks for. */
  recover: openExpressProcedure.input(recovered).mutation(async ({ ctx, input }) => {
    const used = { ...input, ip: deviceOf(ctx.req).ip }
    const { recovery } = ctx.backends.user
    // Before the link is used up: where Redis is away the call is repeated.
    const begun = await recovery.begin.mutate(used, onBehalf(ctx))
    await ctx.store.raiseEpoch(begun.userId, begun.epoch)
    const { userId, epoch } = await recovery.use.mutate(used, onBehalf(ctx))
    await ctx.store.raiseEpoch(userId, epoch)
    return null
  }),
})
