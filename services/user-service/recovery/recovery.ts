import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import { activeAmong, lockAccounts } from '../accounts/account-lock.ts'
import { revokeApiTokens } from '../accounts/revoke-api-tokens.ts'
import { byMember, forgottenPassword, recoveredPassword } from '../contract.ts'
import { managedAccount } from '../members/managed-account.ts'
import { refuseCommon } from '../passwords/passwords.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { writeRecovery } from './new-recovery.ts'

/** `recovery.*`: another password for who has forgotten theirs. */
export const recovery = router({
  /** Whether letters are sent at all. */
  isByMail: serviceProcedure.query(({ ctx }) => ctx.outbox.isOpen),

  /** Answers the same whether there is such an account or not, and after the same work. */
  ask: serviceProcedure.input(forgottenPassword).mutation(async ({ ctx, input }) => {
    const { email, ip } = input
    if (!ctx.outbox.isOpen)
      throw appError('BAD_REQUEST', 'No mail is sent here; ask whoever manages your workspace', {
        reason: 'no_mail',
      })
    if (await ctx.recoveries.count(ip, email)) await ctx.outbox.put(ctx.db, 'recovery', email)
    ctx.outbox.soon()
    return null
  }),

  /** A link for somebody whom the caller manages, where no letter can bring it. */
  link: serviceProcedure.input(byMember).mutation(({ ctx, input }) => {
    if (ctx.outbox.isOpen)
      throw appError('BAD_REQUEST', 'Links are sent by mail here', { reason: 'by_mail' })
    return ctx.db.$transaction(async (tx) => {
      await managedAccount(ctx.user, input)(tx)
      const [account] = await lockAccounts(tx, [input.userId])
      activeAmong(account ? [account] : [], input.userId)
      return { token: await writeRecovery(tx, input.userId) }
    })
  }),

  /** Sets the password, once, and ends every session; the answer is for the gateway to end them too. */
  use: serviceProcedure.input(recoveredPassword).mutation(async ({ ctx, input }) => {
    const { token, next, ip } = input
    refuseCommon('next', next)
    const tokenHash = digest(token)
    // Nothing is hashed for a link that is none.
    const { userId } = await livingLink(ctx.db, tokenHash)
    const passwordHash = await ctx.hashing({ account: userId, ip }, (hasher) => hasher.hash(next))
    const done = await ctx.db.$transaction(async (tx) => {
      activeAmong(await lockAccounts(tx, [userId]), userId)
      await livingLink(tx, tokenHash)
      const changedAt = new Date()
      await tx.recovery.delete({ where: { userId }, select: { userId: true } })
      const changed = { passwordHash, changedAt }
      await tx.credential.upsert({
        where: { userId },
        create: { userId, ...changed },
        update: changed,
        select: { userId: true },
      })
      await tx.session.updateMany({
        where: { userId, endedAt: null },
        data: { endedAt: changedAt },
      })
      await revokeApiTokens(tx, userId, changedAt)
      const { email, epoch } = await tx.user.update({
        where: { id: userId },
        data: { epoch: { increment: 1 } },
        select: { email: true, epoch: true },
      })
      await ctx.outbox.put(tx, 'password_changed', email)
      return { userId, email, epoch }
    })
    ctx.outbox.soon()
    await ctx.throttle.forget(done.email, ip)
    return { userId, epoch: done.epoch }
  }),
})

/** Used, expired, replaced and invented links look alike. */
async function livingLink(db: Prisma.TransactionClient, tokenHash: string) {
  const found = await db.recovery.findUnique({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: { userId: true },
  })
  if (found) return found
  throw appError('NOT_FOUND', 'This link is no longer valid', {
    fields: { token: 'is no longer valid' },
    reason: 'link_gone',
  })
}
