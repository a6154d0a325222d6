import { router, serviceProcedure } from '../trpc.ts'
import { webhookNotice } from './notice-input.ts'

/** `notices.*`: letters about what happened to something of somebody's in another service. */
export const notices = router({
  /** About a webhook in a project of a workspace; nothing where the account or the membership has gone meanwhile. */
  webhook: serviceProcedure.input(webhookNotice).mutation(async ({ ctx, input }) => {
    const { userId, workspaceId, projectKey, kind } = input
    const found = await ctx.db.membership.findUnique({
      where: { workspaceId_userId: { workspaceId, userId } },
      select: { user: { select: { email: true } }, workspace: { select: { slug: true } } },
    })
    if (!found) return
    const path = `/w/${found.workspace.slug}/p/${projectKey}/settings#webhooks`
    await ctx.outbox.put(ctx.db, kind, found.user.email, { path })
    ctx.outbox.soon()
  }),
})
