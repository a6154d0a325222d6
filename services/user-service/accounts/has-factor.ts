import type { Prisma } from '#db/user'

/** What an account has whose sign-in asks for a second factor. */
export const withFactor = {
  totp: { is: { confirmedAt: { not: null } } },
} satisfies Prisma.UserWhereInput

/** Whether signing in by this account asks for a second factor. */
export const hasFactor = async (tx: Prisma.TransactionClient, userId: string) =>
  (await tx.totp.count({ where: { userId, confirmedAt: { not: null } } })) > 0
