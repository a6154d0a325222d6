import type { Prisma } from '#db/user'

/** Whether somebody runs the installation, at this moment. */
export const isOperator = async (db: Pick<Prisma.TransactionClient, 'user'>, id: string) =>
  (await db.user.count({ where: { id, disabledAt: null, isOperator: true } })) > 0
