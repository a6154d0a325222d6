import type { PrismaClient } from '#db/user'

/** What is in the outbox: how many letters wait, since when the oldest does, and how many were given up in the last 7 days. */
export async function lettersIn(db: PrismaClient) {
  const isWaiting = { parkedAt: null }
  const [waiting, parked] = await Promise.all([
    db.letter.aggregate({ where: isWaiting, _count: true, _min: { createdAt: true } }),
    db.letter.count({ where: { parkedAt: { not: null } } }),
  ])
  return { waiting: waiting._count, oldestAt: waiting._min.createdAt, parked }
}
