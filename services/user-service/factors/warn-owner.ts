import type { PrismaClient } from '#db/user'
import type { Outbox } from '../mail/outbox.ts'

/** Writes to whoever has a second factor that somebody guesses its codes. */
export const warnOwner = (db: PrismaClient, outbox: Outbox) => async (userId: string) => {
  const totp = await db.totp.findUnique({
    where: { userId, confirmedAt: { not: null } },
    select: { user: { select: { email: true } } },
  })
  if (!totp) return
  await outbox.put(db, 'codes_guessed', totp.user.email)
  outbox.soon()
}
