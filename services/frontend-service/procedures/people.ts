import { byMember, byWorkspace } from '../../user-service/contract.ts'
import { onBehalf } from '../context.ts'
import { knownProcedure, procedure, router } from '../trpc.ts'

/** `people.*`: whom a guest meets in the projects, and on the single tasks, that were shared with them. An admin closes an account and opens it again. Asked twice, it ends the sessions twice: whoever got an
 *  error because Redis was away repeats the call. */
export const people = router({
  companions: knownProcedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    const { task, user } = ctx.backends
    const asked = { workspaceId, userId: ctx.user.id }
    const userIds = await task.companions.list.query(asked, onBehalf(ctx))
    return user.directory.list.query({ workspaceId, userIds }, onBehalf(ctx))
  }),

  disable: procedure.input(byMember).mutation(async ({ ctx, input }) => {
    const { disabling } = ctx.backends.user
    const { epoch, ...person } = await disabling.disable.mutate(input, onBehalf(ctx))
    await ctx.store.raiseEpoch(input.userId, epoch)
    return person
  }),

  /** The secret of a link for a new password, where no letter can bring it. */
  recoveryLink: procedure
    .input(byMember)
    .mutation(({ ctx, input }) => ctx.backends.user.recovery.link.mutate(input, onBehalf(ctx))),

  /** Who has a second factor, for an admin. */
  withFactor: procedure
    .input(byWorkspace)
    .query(({ ctx, input }) => ctx.backends.user.factors.among.query(input, onBehalf(ctx))),

  /** For somebody who has lost the app and the codes; ends their sessions. */
  removeFactor: procedure.input(byMember).mutation(async ({ ctx, input }) => {
    const { userId, epoch } = await ctx.backends.user.factors.remove.mutate(input, onBehalf(ctx))
    await ctx.store.raiseEpoch(userId, epoch)
    await ctx.rightsSettled()
    return { userId }
  }),

  enable: procedure
    .input(byMember)
    .mutation(({ ctx, input }) => ctx.backends.user.disabling.enable.mutate(input, onBehalf(ctx))),
})
