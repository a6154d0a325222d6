import { lockAccounts } from '../accounts/account-lock.ts'
import { endedSession } from '../contract.ts'
import { DEVICE_LETTERS_MAX } from '../limits.ts'
import { serviceProcedure } from '../trpc.ts'

const HOUR_MS = 3_600_000

/** A session has begun in a browser by which its owner was not signed in before: they get a letter, unless there were enough of
 *  them lately, or none are sent here. Asked twice, it is one letter. `isTold`: there is one. */
export const newDevice = serviceProcedure.input(endedSession).mutation(async ({ ctx, input }) => {
  if (!ctx.outbox.isOpen) return { isTold: false }
  const isTold = await ctx.db.$transaction(async (tx) => {
    const { id, userId } = input
    const [account] = await lockAccounts(tx, [userId])
    const session = await tx.session.findFirst({
      where: { id, userId },
      select: { userAgent: true, toldAt: true },
    })
    if (!account || !session) return false
    if (session.toldAt) return true
    const at = new Date()
    const lately = { userId, toldAt: { gt: new Date(at.getTime() - HOUR_MS) } }
    if ((await tx.session.count({ where: lately })) >= DEVICE_LETTERS_MAX) return false
    await tx.session.update({ where: { id }, data: { toldAt: at }, select: { id: true } })
    const about = { path: '/settings/security', device: session.userAgent }
    await ctx.outbox.put(tx, 'device_new', account.email, about)
    return true
  })
  ctx.outbox.soon()
  return { isTold }
})
