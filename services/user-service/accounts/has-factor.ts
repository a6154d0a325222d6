import type { Prisma } from '#db/user'

/** Whether signing in by this account asks for a second factor. */
export const hasFactor = async (tx: Prisma.TransactionClient, userId: string) =>
  (await tx.totp.count({ where: { userId, confirmedAt: { not: null } } })) > 0
