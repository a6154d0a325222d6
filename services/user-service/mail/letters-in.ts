import type { PrismaClient } from '#db/user'

/** What is in the outbox: how many letters wait, since when the oldest does, when the first of them is due, and how many were
 *  given up in the last 7 days. */
export async function lettersIn(db: PrismaClient) {
  const isWaiting = { parkedAt: null }
  const oldest = { createdAt: true, dueAt: true } as const
  const [waiting, parked] = await Promise.all([
    db.letter.aggregate({ where: isWaiting, _count: true, _min: oldest }),
    db.letter.count({ where: { parkedAt: { not: null } } }),
  ])
  const { createdAt: oldestAt, dueAt } = waiting._min
  return { waiting: waiting._count, oldestAt, dueAt, parked }
}
