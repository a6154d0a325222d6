import { meOf, shownMe } from '../accounts/me.ts'
import { byUser } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { workspacesOf } from '../workspaces/workspaces.ts'

export const who = router({
  get: serviceProcedure.input(byUser).query(async ({ ctx, input: { userId } }) => {
    const row = await ctx.db.user.findUnique({
      where: { id: userId, disabledAt: null },
      select: { ...shownMe, epoch: true, isOperator: true },
    })
    if (!row) return null
    const { epoch, isOperator } = row
    return { user: meOf(row), epoch, isOperator, workspaces: await workspacesOf(ctx, row) }
  }),
})
