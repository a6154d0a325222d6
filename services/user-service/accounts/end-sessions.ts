import type { Prisma } from '#db/user'

interface Ended {
  readonly userId: string
  readonly at: Date
  /** The session that goes on, in which it was asked for. */
  readonly keepId?: string
}

/** Ends the sessions of somebody, under the lock of the account; gateways believe none of an earlier epoch. */
export async function endSessions(tx: Prisma.TransactionClient, { userId, at, keepId }: Ended) {
  const ended = await tx.session.updateManyAndReturn({
    where: { userId, endedAt: null, ...(keepId && { id: { not: keepId } }) },
    data: { endedAt: at, idToken: null },
    select: { id: true },
  })
  const { email, epoch } = await tx.user.update({
    where: { id: userId },
    data: { epoch: { increment: 1 } },
    select: { email: true, epoch: true },
  })
  return { ended: ended.map(({ id }) => id), email, epoch }
}
