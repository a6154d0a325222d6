import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import { audit } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { IDENTITIES_MAX } from '../limits.ts'
import { emailOf } from './email-of.ts'

interface New {
  readonly userId: string
  readonly told: { readonly issuer: string; readonly subject: string }
  /** By what its owner knows it. */
  readonly label: string
}

/** How it came to be connected, for the audit log. */
interface How {
  readonly via: 'session' | 'sign_in'
  readonly ip: string
}

/** Connects an account of a provider, under the lock of the account that it signs in to, and tells its owner. */
export async function newIdentity(
  tx: Prisma.TransactionClient,
  { outbox }: Pick<Context, 'outbox'>,
  { via, ip, ...wanted }: New & How,
) {
  await insertIdentity(tx, wanted)
  await outbox.put(tx, 'identity_linked', await emailOf(tx, wanted.userId))
  await auditLinked(tx, { ...wanted, via, ip })
}

/** The row alone. It may wait for somebody who connects the same account: before any chain of an audit log is held. */
export async function insertIdentity(
  tx: Prisma.TransactionClient,
  { userId, told: { issuer, subject }, label }: New,
) {
  const count = await tx.identity.count({ where: { userId } })
  refuseMore(count, IDENTITIES_MAX, 'You have too many connected accounts')
  const data = [{ userId, issuer, subject, label, lastUsedAt: new Date() }]
  const { count: made } = await tx.identity.createMany({ data, skipDuplicates: true })
  if (made === 0)
    throw appError('CONFLICT', 'This account of the provider is connected already', {
      reason: 'identity_known',
    })
}

export const auditLinked = (
  tx: Prisma.TransactionClient,
  { userId, told: { issuer }, label, via, ip }: New & How,
) =>
  audit(tx, {
    ...{ kind: 'identity_linked', actorId: userId, subjectId: userId, via, ip },
    ...{ facts: { issuer }, detail: { name: label } },
  })

/** An account has this address, and it is not known that it is the same person's. */
export const linkByHand = () =>
  appError('CONFLICT', 'Sign in another way, then connect the account of the provider by hand', {
    reason: 'oidc_by_hand',
  })

interface Wanted {
  readonly userId: string
  readonly issuer: string
  readonly subject: string
  /** Which the provider has proved, and the account has. */
  readonly email: string
  /** Where whoever signs in is. */
  readonly ip: string
}

/** Refuses to connect an account because of its address alone, under its lock: whoever signed up by an address may not be
 *  whose it is, the provider may have given the address to somebody else since, and what its owner took away does not come
 *  back by itself. */
export async function refuseOthers(
  tx: Prisma.TransactionClient,
  { userId, issuer, email }: Omit<Wanted, 'ip'>,
) {
  const isTheirs = {
    ...{ id: userId, email, ownerProvedAt: { not: null }, linksByHand: false },
    identities: { none: { issuer } },
  }
  if ((await tx.user.count({ where: isTheirs })) === 0) throw linkByHand()
}

/** Connects it, or finds that another tab was first. */
export async function linkByAddress(
  tx: Prisma.TransactionClient,
  ctx: Pick<Context, 'outbox'>,
  wanted: Wanted,
) {
  const { userId, issuer, subject, email: label, ip } = wanted
  if ((await tx.identity.count({ where: { userId, issuer, subject } })) > 0) return
  await refuseOthers(tx, wanted)
  await newIdentity(tx, ctx, { userId, told: { issuer, subject }, label, via: 'sign_in', ip })
}

interface SignedIn {
  readonly userId: string
  readonly issuer: string | null
  readonly subject: string | null
  readonly label: string | null
}

/** The same for a sign-in that waited for its second step: only now is it known that it is their account. */
export async function linkWaiting(
  tx: Prisma.TransactionClient,
  ctx: Pick<Context, 'outbox'>,
  { userId, issuer, subject, label: email }: SignedIn,
  ip: string,
) {
  if (issuer && subject && email)
    await linkByAddress(tx, ctx, { userId, issuer, subject, email, ip })
}
