import type { Prisma } from '#db/user'
import type { Context } from '../context.ts'
import { emailOf } from './email-of.ts'
import { hasFactor } from './has-factor.ts'
import { revokeApiTokens } from './revoke-api-tokens.ts'

interface Proved {
  readonly userId: string
  readonly at: Date
}

type Needs = Pick<Context, 'outbox'>

/** Somebody used a link that went to the address, without a session or a password of the account: under its lock. They may
 *  not be who made it, so what could let in somebody else goes with the former password. Where there is a second factor the
 *  link alone lets nobody in: all stays, for a mailbox must not be enough to take it away. */
export async function proveByMail(
  tx: Prisma.TransactionClient,
  ctx: Needs,
  { userId, at }: Proved,
) {
  await tx.user.updateMany({
    where: { id: userId, emailProvedAt: null },
    data: { emailProvedAt: at },
  })
  if (await hasFactor(tx, userId)) return undefined
  const { count } = await tx.user.updateMany({
    where: { id: userId, ownerProvedAt: null },
    data: { ownerProvedAt: at },
  })
  return count > 0 ? forgetDoors(tx, ctx, userId) : undefined
}

/** The same where a second factor is taken away that may have been the only thing that kept its owner out. */
export async function forgetUnproved(
  tx: Prisma.TransactionClient,
  ctx: Needs,
  { userId, at }: Proved,
) {
  const isOpen = { id: userId, emailProvedAt: { not: null }, ownerProvedAt: null }
  if ((await tx.user.count({ where: isOpen })) === 0) return undefined
  const tokens = await revokeApiTokens(tx, userId, at)
  return { tokens: tokens.count, ...(await forgetDoors(tx, ctx, userId)) }
}

async function forgetDoors(tx: Prisma.TransactionClient, { outbox }: Needs, userId: string) {
  const email = await emailOf(tx, userId)
  const identities = await tx.identity.deleteMany({ where: { userId } })
  if (identities.count > 0) await outbox.put(tx, 'identity_removed', email)
  const passkeys = await tx.passkey.deleteMany({ where: { userId } })
  if (passkeys.count > 0) await outbox.put(tx, 'passkey_removed', email)
  return { identities: identities.count, passkeys: passkeys.count }
}
