import { randomBytes } from 'node:crypto'
import type { Prisma, PrismaClient } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { lockAccounts } from '../accounts/account-lock.ts'
import { RECOVERY_MINUTES } from '../limits.ts'

/** Secret of a new link by which `userId` can set another password; the one before it ends. Undefined where the account may
 *  not be used any more. */
export const newRecovery = (db: PrismaClient, userId: string) =>
  db.$transaction(async (tx) => {
    const [account] = await lockAccounts(tx, [userId])
    return account && !account.disabledAt ? writeRecovery(tx, userId) : undefined
  })

/** The same, under the lock of the account. */
export async function writeRecovery(tx: Prisma.TransactionClient, userId: string) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + RECOVERY_MINUTES * 60_000)
  const written = { tokenHash: digest(token), expiresAt }
  await tx.recovery.upsert({
    where: { userId },
    create: { userId, ...written },
    update: written,
    select: { userId: true },
  })
  return token
}
