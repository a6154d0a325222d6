import type { Prisma } from '#db/user'

/** Where letters about an account go. */
export const emailOf = async (db: Prisma.TransactionClient, id: string) =>
  (await db.user.findUniqueOrThrow({ where: { id }, select: { email: true } })).email
