import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import { activeAmong, lockAccounts } from '../accounts/account-lock.ts'
import { endAddressLinks } from '../accounts/end-address-links.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import { proveByMail } from '../accounts/prove-owner.ts'
import { revokeApiTokens } from '../accounts/revoke-api-tokens.ts'
import { audit, auditBy, lost } from '../audit/record.ts'
import { byMember, forgottenPassword, recoveredPassword, recoveryLink } from '../contract.ts'
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
  link: serviceProcedure.input(byMember).mutation(async ({ ctx, input }) => {
    if (ctx.outbox.isOpen)
      throw appError('BAD_REQUEST', 'Links are sent by mail here', { reason: 'by_mail' })
    const token = await ctx.db.$transaction(async (tx) => {
      const { actor } = await managedAccount(ctx.user, input)(tx)
      activeAmong(await lockAccounts(tx, [input.userId]), input.userId)
      const token = await writeRecovery(tx, { ...input, madeById: actor.id })
      await auditBy(tx, ctx, {
        ...{ kind: 'recovery_link_made', actorId: actor.id, subjectId: input.userId },
        facts: { workspaceId: input.workspaceId },
      })
      return token
    })
    ctx.log.warn({ ...input, madeById: ctx.user?.id }, 'link for a new password made')
    return { token }
  }),

  /** Whether a link works still, before somebody thinks of a password. It changes nothing: a mutation keeps the secret out of
   *  the address of the call. */
  check: serviceProcedure.input(recoveryLink).mutation(async ({ ctx, input }) => {
    await ctx.db.$transaction((tx) => lockedLink(tx, digest(input.token)))
    return null
  }),

  /** Ends every session of whom the link is for, and leaves the link: where the gateway cannot end them, all is repeated.
   *  Nothing else has changed if it is not used after all. */
  begin: serviceProcedure.input(recoveredPassword).mutation(({ ctx, input: { token, next } }) => {
    refuseCommon('next', next)
    return ctx.db.$transaction(async (tx) => {
      const { userId } = await lockedLink(tx, digest(token))
      const { epoch } = await endSessions(tx, { userId, at: new Date() })
      return { userId, epoch }
    })
  }),

  /** Sets the password, once, and ends every session since, API token and other link. */
  use: serviceProcedure.input(recoveredPassword).mutation(async ({ ctx, input }) => {
    const { token, next, ip } = input
    refuseCommon('next', next)
    const tokenHash = digest(token)
    // Nothing is hashed for a link that is none.
    const { userId } = await livingLink(ctx.db, tokenHash)
    const passwordHash = await ctx.hashing({ account: userId, ip }, (hasher) => hasher.hash(next))
    const done = await ctx.db.$transaction(async (tx) => {
      const { madeById } = await lockedLink(tx, tokenHash)
      const changedAt = new Date()
      await tx.recovery.deleteMany({ where: { userId } })
      await endAddressLinks(tx, userId)
      const changed = { passwordHash, changedAt }
      await tx.credential.upsert({
        where: { userId },
        create: { userId, ...changed },
        update: changed,
        select: { userId: true },
      })
      // A link that somebody made by hand went through other hands.
      const doors = madeById ? {} : await proveByMail(tx, ctx, { userId, at: changedAt })
      const { count: tokens } = await revokeApiTokens(tx, userId, changedAt)
      const { email, epoch } = await endSessions(tx, { userId, at: changedAt })
      await ctx.outbox.put(tx, 'password_changed', email)
      await audit(tx, {
        ...{ kind: 'password_reset', actorId: null, subjectId: userId, via: 'link', ip },
        facts: { madeById, ...lost({ ...doors, tokens }) },
      })
      return { email, epoch, madeById }
    })
    ctx.outbox.soon()
    ctx.log.warn({ userId, madeById: done.madeById }, 'password set by a link')
    await Promise.all([ctx.throttle.forget(done.email, ip), ctx.codes.forget(userId)])
    return { userId, epoch: done.epoch }
  }),
})

/** A link under the lock of its account, and of whoever made it by hand: they have to be able to make it still. */
async function lockedLink(tx: Prisma.TransactionClient, tokenHash: string) {
  const { userId, madeById, workspaceId } = await livingLink(tx, tokenHash)
  if (madeById && workspaceId) {
    const lockManaged = managedAccount({ id: madeById }, { workspaceId, userId })
    await lockManaged(tx).catch((error: unknown) => {
      throw error instanceof TRPCError ? linkGone() : error
    })
  }
  activeAmong(await lockAccounts(tx, [userId]), userId)
  return livingLink(tx, tokenHash)
}

/** Used, expired and invented links look alike, and those from before the present password. */
async function livingLink(db: Prisma.TransactionClient, tokenHash: string) {
  const found = await db.recovery.findUnique({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: {
      ...{ userId: true, madeById: true, workspaceId: true, createdAt: true },
      user: { select: { credential: { select: { changedAt: true } } } },
    },
  })
  // The release before this one changes passwords and leaves links.
  const changedAt = found?.user.credential?.changedAt
  if (!found || (changedAt && changedAt > found.createdAt)) throw linkGone()
  return found
}

const linkGone = () =>
  appError('NOT_FOUND', 'This link is no longer valid', {
    fields: { token: 'is no longer valid' },
    reason: 'link_gone',
  })
