import type { Prisma } from '#db/user'
import { notFound } from '../../chassis/trpc.ts'
import { lockAccounts, lockedAccount, lockSession } from '../accounts/account-lock.ts'
import { meOf, shownMe } from '../accounts/me.ts'
import type { Context } from '../context.ts'
import { byId, byUser, credentials, endedSession, keptSession, openedSession } from '../contract.ts'
import { SESSIONS_MAX } from '../limits.ts'
import { checked, wrongCredentials } from '../passwords/check-password.ts'
import type { Hasher } from '../passwords/hasher.ts'
import { router, serviceProcedure } from '../trpc.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export const sessions = router({
  create: serviceProcedure.input(credentials).mutation(async ({ ctx, input }) => {
    const { email, password, ...device } = input
    const account = await ctx.db.user.findUnique({
      where: { email, disabledAt: null },
      select: { ...shownMe, credential: { select: { passwordHash: true, changedAt: true } } },
    })
    const known = account?.credential?.passwordHash
    const { credential, ...person } = await ctx.hashing(
      { account: email, ip: input.ip },
      async (hasher) => {
        const guess = { account: email, ip: input.ip, known, password }
        const right = await checked(ctx.throttle, hasher, guess)
        if (!account?.credential || !right) throw wrongCredentials()
        await strengthen(ctx.db, hasher, account.id, account.credential.passwordHash, password)
        return { ...account, credential: account.credential }
      },
    )
    const userId = person.id
    const opened = await ctx.db.$transaction(async (tx) => {
      const entered = await lockedAccount(person)(tx)
      // The password may have been changed while it was checked.
      const same = await tx.credential.count({
        where: { userId, changedAt: credential.changedAt },
      })
      if (same === 0) throw wrongCredentials()
      return open(tx, userId, entered.epoch, device)
    })
    return { user: meOf(person), ...opened }
  }),

  /** For someone who has just signed up. */
  open: serviceProcedure.input(openedSession).mutation(({ ctx, input: { userId, ...device } }) =>
    ctx.db.$transaction(async (tx) => {
      const { epoch } = await lockedAccount({ id: userId })(tx)
      return open(tx, userId, epoch, device)
    }),
  ),

  list: serviceProcedure.input(byUser).query(({ ctx, input }) =>
    ctx.db.session.findMany({
      where: { ...input, ...isLive() },
      orderBy: { lastSeenAt: 'desc' },
      select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true },
    }),
  ),

  /** Ended is ended: whoever asks twice is told so twice. */
  end: serviceProcedure.input(endedSession).mutation(({ ctx, input: { id, userId } }) =>
    ctx.db.$transaction(async (tx) => {
      await lockAccounts(tx, [userId])
      if ((await tx.session.count({ where: { id, userId } })) === 0) throw notFound()
      await tx.session.updateMany({
        where: { id, endedAt: null },
        data: { endedAt: new Date() },
      })
      return { id }
    }),
  ),

  endOthers: serviceProcedure.input(keptSession).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const { userId, keepId, epoch: began } = input
      await lockSession(tx, { id: keepId, userId, epoch: began })
      const ended = await tx.session.updateManyAndReturn({
        where: { userId, endedAt: null, id: { not: keepId } },
        data: { endedAt: new Date() },
        select: { id: true },
      })
      const { epoch } = await tx.user.update({
        where: { id: userId },
        data: { epoch: { increment: 1 } },
        select: { epoch: true },
      })
      return { ended: ended.map(({ id }) => id), epoch }
    }),
  ),

  seen: serviceProcedure.input(byId).mutation(async ({ ctx, input }) => {
    await ctx.db.session.updateMany({
      where: { ...input, endedAt: null },
      data: { lastSeenAt: new Date() },
    })
    return input
  }),
})

/** The gateway's sessions end after 7 days without use and after 30 days at the latest. */
const isLive = () => ({
  endedAt: null,
  lastSeenAt: { gt: new Date(Date.now() - 7 * DAY_MS) },
  createdAt: { gt: new Date(Date.now() - 30 * DAY_MS) },
})

/** Under the lock of the account. `ended`: the sessions that had to make room. */
async function open(
  tx: Prisma.TransactionClient,
  userId: string,
  epoch: number,
  device: { ip: string; userAgent: string },
) {
  const surplus = await tx.session.findMany({
    where: { userId, ...isLive() },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: SESSIONS_MAX - 1,
    select: { id: true },
  })
  const ended = surplus.map((session) => session.id)
  await tx.session.updateMany({ where: { id: { in: ended } }, data: { endedAt: new Date() } })
  const { id } = await tx.session.create({ data: { userId, ...device }, select: { id: true } })
  return { sessionId: id, epoch, ended }
}

/** Hashes again what was stored with weaker parameters; a password changed meanwhile stays. */
async function strengthen(
  db: Context['db'],
  hasher: Hasher,
  userId: string,
  known: string,
  password: string,
) {
  if (!hasher.isWeak(known)) return
  const passwordHash = await hasher.hash(password)
  await db.credential.updateMany({ where: { userId, passwordHash: known }, data: { passwordHash } })
}
