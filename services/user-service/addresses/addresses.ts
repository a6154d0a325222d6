import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import { lockAccounts, lockSession } from '../accounts/account-lock.ts'
import { emailOf } from '../accounts/email-of.ts'
import { endAddressLinks } from '../accounts/end-address-links.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import { type Acting, audit } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { byUser, recoveryLink, startedFactor } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { linkGone, livingChange, livingLink } from './address-links.ts'
import { askedChange, usedAddressLink } from './inputs.ts'

/** `addresses.*`: whether letters reach somebody at the address of the account, and how it gets another one. */
export const addresses = router({
  get: serviceProcedure.input(byUser).query(async ({ ctx, input: { userId } }) => {
    const { emailProvedAt } = await ctx.db.user.findUniqueOrThrow({
      where: { id: userId, disabledAt: null },
      select: { emailProvedAt: true },
    })
    const change = await livingChange(ctx.db, userId)
    return {
      isByMail: ctx.outbox.isOpen,
      provedAt: emailProvedAt,
      /** The address that waits for its link to be used. */
      wanted: change?.email ?? null,
    }
  }),

  /** Sends the link to the address of the account once more; nothing where it is proved by now. */
  prove: serviceProcedure.input(startedFactor).mutation(async ({ ctx, input }) => {
    refuseWithoutMail(ctx)
    const { userId, ip } = input
    const email = await emailOf(ctx.db, userId)
    await ctx.addressLetters.count({ ip, userId, email })
    await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: input.sessionId })
      await ctx.outbox.put(tx, 'address_proof', email)
    })
    ctx.outbox.soon()
    return null
  }),

  /** Answers the same whether somebody else has the address or not, and after the same work: who it is written to is found
   *  out when the letter is sent. */
  change: serviceProcedure.input(askedChange).mutation(async ({ ctx, input }) => {
    refuseWithoutMail(ctx)
    const { userId, sessionId, epoch, email, ip } = input
    const isWritten = await ctx.addressLetters.count({ ip, userId, email })
    await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: sessionId })
      const own = await emailOf(tx, userId)
      if (own === email) throw ownAddress()
      // Asked again, it ends no link: where no further letter is written the one on its way has to work.
      if ((await livingChange(tx, userId))?.email !== email)
        await tx.addressLink.deleteMany({ where: { userId, purpose: { in: ['take', 'keep'] } } })
      const asked = { email, sessionId, epoch, createdAt: new Date() }
      await tx.addressChange.upsert({
        where: { userId },
        create: { userId, ...asked },
        update: asked,
        select: { userId: true },
      })
      if (isWritten) await ctx.outbox.put(tx, 'address_wanted', email, { byId: userId })
      await ctx.outbox.put(tx, 'address_changing', own)
    })
    ctx.outbox.soon()
    return null
  }),

  /** The account stays at the address that it has; asked twice, it does so twice. */
  keep: serviceProcedure.input(startedFactor).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: input.sessionId })
      await stopChange(tx, input.userId)
      return null
    }),
  ),

  /** What a link would do. It changes nothing: a mutation keeps the secret out of the address of the call, and programs that
   *  look into letters use no link up. */
  check: serviceProcedure.input(recoveryLink).mutation(async ({ ctx, input }) => {
    const { userId, purpose, email, user } = await livingLink(ctx.db, digest(input.token))
    return { userId, purpose, email, name: user.name }
  }),

  /** Before a link brings another address: raises the epoch and leaves the link. Where the gateway cannot end the sessions all
   *  is repeated. `epoch`: of the account from then on, null where the link ends no sessions. */
  begin: serviceProcedure.input(usedAddressLink).mutation(async ({ ctx, input }) => {
    const tokenHash = digest(input.token)
    const { userId } = await livingLink(ctx.db, tokenHash)
    return ctx.db.$transaction(async (tx) => {
      const link = await lockedLink(tx, userId, tokenHash)
      if (link.purpose !== 'take') return { userId, epoch: null, isKept: true }
      await refuseTaken(tx, link.email)
      const isKept = await isInSession(tx, link, input.kept)
      const { epoch } = await tx.user.update({
        where: { id: userId },
        data: { epoch: { increment: 1 } },
        select: { epoch: true },
      })
      // The wish outlives this epoch and its session, for it is what ends them.
      await tx.addressChange.update({ where: { userId }, data: { epoch }, select: { epoch: true } })
      return { userId, epoch, isKept }
    })
  }),

  /** Does it, once. `epoch`: of the account from then on, where all sessions ended but one. */
  use: serviceProcedure.input(usedAddressLink).mutation(async ({ ctx, input }) => {
    const tokenHash = digest(input.token)
    const { userId } = await livingLink(ctx.db, tokenHash)
    const done = await ctx.db
      .$transaction(async (tx) => {
        const link = await lockedLink(tx, userId, tokenHash)
        if (link.purpose === 'take') return take(tx, ctx, link, input.kept)
        if (link.purpose === 'keep') await stopChange(tx, userId)
        else await prove(tx, link, input.kept)
        return { purpose: link.purpose, userId, epoch: null, isKept: true }
      })
      .catch((error: unknown) => {
        // Of two who take an address at once the database lets one.
        throw isTakenMeanwhile(error) ? addressTaken() : error
      })
    ctx.outbox.soon()
    ctx.log.warn({ userId, purpose: done.purpose }, 'link to an address used')
    return done
  }),
})

type Link = Awaited<ReturnType<typeof livingLink>>
type Kept = { readonly id: string; readonly epoch: number } | undefined

async function lockedLink(tx: Prisma.TransactionClient, userId: string, tokenHash: string) {
  const [account] = await lockAccounts(tx, [userId])
  if (!account || account.disabledAt) throw linkGone()
  return livingLink(tx, tokenHash)
}

async function refuseTaken(tx: Prisma.TransactionClient, email: string) {
  if ((await tx.user.count({ where: { email } })) > 0) throw addressTaken()
}

/** Whether a link is used where its account is signed in: whoever reads the mail is who holds the account. */
const isInSession = async (tx: Prisma.TransactionClient, { userId, user }: Link, kept: Kept) =>
  kept?.epoch === user.epoch &&
  (await tx.session.count({ where: { id: kept.id, userId, endedAt: null } })) > 0

/** The account has another address from here on. Nothing that went to the former one lets anybody in. */
async function take(
  tx: Prisma.TransactionClient,
  ctx: Pick<Context, 'outbox'> & Pick<Acting, 'address'>,
  link: Link,
  kept: Kept,
) {
  const { userId, email, user } = link
  await refuseTaken(tx, email)
  const at = new Date()
  const isKept = await isInSession(tx, link, kept)
  const data = { email, emailProvedAt: at, ownerProvedAt: isKept ? at : null }
  await tx.user.update({ where: { id: userId }, data, select: { id: true } })
  await leaveAddress(tx, { userId, email: user.email, provedAt: user.emailProvedAt })
  await endAddressLinks(tx, userId)
  await tx.recovery.deleteMany({ where: { userId } })
  await tx.signIn.deleteMany({ where: { userId } })
  const ended = await endSessions(tx, { userId, at, ...(isKept && kept && { keepId: kept.id }) })
  const told = user.emailProvedAt ? 'address_changed' : 'address_left'
  await ctx.outbox.put(tx, told, user.email, { byId: userId })
  await audit(tx, {
    ...{ kind: 'address_changed', actorId: userId, subjectId: userId, via: 'link' },
    ...{ ip: ctx.address, detail: { from: user.email, to: email } },
  })
  return { purpose: 'take' as const, userId, epoch: ended.epoch, isKept }
}

/** Notes the address that an account had; one that it had before stays proved if it was so once. */
const leaveAddress = (
  tx: Prisma.TransactionClient,
  { userId, email, provedAt }: { userId: string; email: string; provedAt: Date | null },
) =>
  tx.formerAddress.upsert({
    where: { userId_email: { userId, email } },
    create: { userId, email, provedAt },
    update: provedAt ? { provedAt } : {},
    select: { userId: true },
  })

async function prove(tx: Prisma.TransactionClient, link: Link, kept: Kept) {
  const { userId } = link
  const at = new Date()
  await tx.user.updateMany({
    where: { id: userId, emailProvedAt: null },
    data: { emailProvedAt: at },
  })
  if (await isInSession(tx, link, kept))
    await tx.user.updateMany({
      where: { id: userId, ownerProvedAt: null },
      data: { ownerProvedAt: at },
    })
  await tx.addressLink.deleteMany({ where: { userId, purpose: 'prove' } })
}

async function stopChange(tx: Prisma.TransactionClient, userId: string) {
  await tx.addressChange.deleteMany({ where: { userId } })
  await tx.addressLink.deleteMany({ where: { userId, purpose: { in: ['take', 'keep'] } } })
}

function refuseWithoutMail({ outbox }: Pick<Context, 'outbox'>) {
  if (!outbox.isOpen)
    throw appError('BAD_REQUEST', 'No mail is sent here; no address can be proved or changed', {
      reason: 'no_mail',
    })
}

const ownAddress = () =>
  appError('BAD_REQUEST', 'This is the address of your account already', {
    reason: 'own_address',
  })

const isTakenMeanwhile = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'P2002'

const addressTaken = () =>
  appError('CONFLICT', 'Another account has this address by now', { reason: 'address_taken' })
