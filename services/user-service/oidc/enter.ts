import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { lockedAccount } from '../accounts/account-lock.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import { meOf, shownMe } from '../accounts/me.ts'
import type { Context } from '../context.ts'
import { openSession } from '../sessions/open-session.ts'
import { newSignIn } from '../sessions/sign-ins.ts'
import type { Told } from './check-answer.ts'
import { oidcRefused } from './refusals.ts'

/** To whom the ID token of a session is bound. */
export const idTokenOf = (userId: string) => `id token of ${userId}`

export interface Device {
  readonly ip: string
  readonly userAgent: string
}

interface Account {
  readonly userId: string
  readonly epoch: number
  /** By which address the account of the provider is connected once the second factor is proved. */
  readonly linkAs?: string | undefined
}

/** Lets somebody in whose account the provider has named, under the lock of that account; a second factor is asked for as
 *  after a password. */
export async function enterBy(
  tx: Prisma.TransactionClient,
  { factorKeys }: Pick<Context, 'factorKeys'>,
  { userId, epoch, linkAs }: Account,
  told: Told,
  device: Device,
) {
  const { issuer, subject, idToken } = told
  const sealed = idToken && factorKeys.seal(idTokenOf(userId), Buffer.from(idToken))
  const begun = { userId, epoch, issuer, ...(sealed && { idToken: sealed }) }
  if (await hasFactor(tx, userId))
    return {
      ...{ opened: null, user: null },
      ...(await newSignIn(tx, { ...begun, ...(linkAs && { subject, label: linkAs }) })),
    }
  const opened = await openSession(tx, { ...begun, ...device })
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: shownMe })
  return { opened, user: meOf(user), token: null, hasPasskey: false }
}

/** Whose an account of a provider is, held so that nobody takes it away or disables them meanwhile. Undefined where it is
 *  nobody's. */
export async function lockedOwner(
  tx: Prisma.TransactionClient,
  { issuer, subject }: Pick<Told, 'issuer' | 'subject'>,
) {
  const where = { issuer_subject: { issuer, subject } }
  const known = await tx.identity.findUnique({ where, select: { userId: true } })
  if (!known) return undefined
  const { userId } = known
  const { epoch } = await lockedAccount({ id: userId })(tx).catch((error: unknown) => {
    throw error instanceof TRPCError ? oidcRefused() : error
  })
  const { count } = await tx.identity.updateMany({
    where: { issuer, subject, userId },
    data: { lastUsedAt: new Date() },
  })
  if (count === 0) throw oidcRefused()
  return { userId, epoch }
}
