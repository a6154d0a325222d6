import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { missing } from '../chassis/trpc.ts'

interface Locked {
  readonly epoch: number
  readonly disabledAt: Date | null
}

/** The account, locked against every other change of what lets people in by it: ending sessions, a new password,
 *  disabling. Of two such changes the later one sees what the earlier one left. */
export async function lockAccount(tx: Prisma.TransactionClient, userId: string) {
  const [account] = await tx.$queryRaw<Locked[]>`
    select epoch, "disabledAt" from "User" where id = ${userId}::uuid for no key update`
  if (!account) throw missing()
  return account
}

/** The account while somebody signs in: many at once, but not while what lets them in changes. */
export async function accountToEnter(tx: Prisma.TransactionClient, userId: string) {
  const [account] = await tx.$queryRaw<Locked[]>`
    select epoch, "disabledAt" from "User" where id = ${userId}::uuid for share`
  if (!account || account.disabledAt) throw missing()
  return account
}

/** Locks the account of a session that is still open. UNAUTHORIZED where something ended it: then what it asked for
 *  must not happen any more. */
export async function lockSession(
  tx: Prisma.TransactionClient,
  session: { id: string; userId: string; epoch: number },
) {
  const { id, userId, epoch } = session
  const account = await lockAccount(tx, userId)
  const open = await tx.session.count({ where: { id, userId, endedAt: null } })
  if (account.disabledAt || account.epoch !== epoch || open === 0) throw sessionEnded()
}

export const sessionEnded = () =>
  new TRPCError({ code: 'UNAUTHORIZED', message: 'This session has ended; sign in again' })
