import type { Prisma } from '#db/user'

/** Ends every API token of a person for good, under the lock of the account. */
export const revokeApiTokens = (tx: Prisma.TransactionClient, userId: string, at: Date) =>
  tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: at } })
