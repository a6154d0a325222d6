import { randomBytes } from 'node:crypto'
import type { Prisma, PrismaClient } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { lockAccounts } from '../accounts/account-lock.ts'
import { RECOVERIES_MAX, RECOVERY_MINUTES } from '../limits.ts'

/** Secret of a new link to `email` by which `id` can set another password. Undefined where the account may not be used any
 *  more, or has another address by now. */
export const newRecovery = (db: PrismaClient, { id: userId, email }: Addressed) =>
  db.$transaction(async (tx) => {
    const [account] = await lockAccounts(tx, [userId])
    return account && !account.disabledAt && account.email === email
      ? writeRecovery(tx, { userId })
      : undefined
  })

interface Addressed {
  readonly id: string
  readonly email: string
}

interface Wanted {
  readonly userId: string
  /** Who makes it by hand, as a manager of which workspace. */
  readonly madeById?: string
  readonly workspaceId?: string
}

/** The same, under the lock of the account. Asking again ends no link that is on its way, but for the oldest of many. */
export async function writeRecovery(tx: Prisma.TransactionClient, wanted: Wanted) {
  const { userId } = wanted
  const surplus = await tx.recovery.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    skip: RECOVERIES_MAX - 1,
    take: RECOVERIES_MAX,
    select: { tokenHash: true },
  })
  await tx.recovery.deleteMany({
    where: { tokenHash: { in: surplus.map(({ tokenHash }) => tokenHash) } },
  })
  const token = randomBytes(32).toString('base64url')
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + RECOVERY_MINUTES * 60_000)
  await tx.recovery.create({
    data: { ...wanted, tokenHash: digest(token), createdAt, expiresAt },
    select: { userId: true },
  })
  return token
}
