import { router, serviceProcedure } from '../trpc.ts'
import { lockWorkspace } from '../workspaces/access.ts'
import { webhookNotice } from './notice-input.ts'

/** `notices.*`: letters about what happened to something of somebody's in another service. */
export const notices = router({
  /** About a webhook in a project of a workspace; nothing where the account or the membership has gone meanwhile. */
  webhook: serviceProcedure.input(webhookNotice).mutation(async ({ ctx, input }) => {
    const { userId, workspaceId, projectKey, kind } = input
    await ctx.db.$transaction(async (tx) => {
      // While it waits the letter goes with the workspace, which it names.
      await lockWorkspace(tx, workspaceId, 'shared')
      const found = await tx.membership.findUnique({
        where: { workspaceId_userId: { workspaceId, userId } },
        select: { user: { select: { email: true } }, workspace: { select: { slug: true } } },
      })
      if (!found) return
      const path = `/w/${found.workspace.slug}/p/${projectKey}/settings#webhooks`
      await ctx.outbox.put(tx, kind, found.user.email, { path, workspaceId })
    })
    ctx.outbox.soon()
  }),
})
