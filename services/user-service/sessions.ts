import { missing } from '../chassis/trpc.ts'
import { byId, byUser, credentials, endedSession, keptSession, openedSession } from './contract.ts'
import { meOf, shownMe } from './me.ts'
import type { Own } from './own.ts'
import { checked, wrongCredentials } from './sign-in.ts'
import { router, serviceProcedure } from './trpc.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export const sessions = router({
  create: serviceProcedure.input(credentials).mutation(async ({ ctx, input }) => {
    const { email, password, ...device } = input
    const account = await ctx.db.user.findUnique({
      where: { email, disabledAt: null },
      select: { ...shownMe, credential: { select: { passwordHash: true } } },
    })
    const known = account?.credential?.passwordHash
    const right = await checked(ctx, { account: email, ip: input.ip, known, password })
    if (!account || !right) throw wrongCredentials()
    await strengthen(ctx, account.id, known, password)
    return { user: meOf(account), ...(await open(ctx, account.id, device)) }
  }),

  /** For someone who has just signed up. */
  open: serviceProcedure
    .input(openedSession)
    .mutation(({ ctx, input: { userId, ...device } }) => open(ctx, userId, device)),

  list: serviceProcedure.input(byUser).query(({ ctx, input }) =>
    ctx.db.session.findMany({
      where: { ...input, ...isLive() },
      orderBy: { lastSeenAt: 'desc' },
      select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true },
    }),
  ),

  end: serviceProcedure.input(endedSession).mutation(async ({ ctx, input }) => {
    const { count } = await ctx.db.session.updateMany({
      where: { ...input, endedAt: null },
      data: { endedAt: new Date() },
    })
    if (count === 0) throw missing()
    return { id: input.id }
  }),

  endOthers: serviceProcedure.input(keptSession).mutation(({ ctx, input: { userId, keepId } }) =>
    ctx.db.$transaction(async (tx) => {
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

async function open(
  { db }: Pick<Own, 'db'>,
  userId: string,
  device: { ip: string; userAgent: string },
) {
  const { epoch } = await db.user.findUniqueOrThrow({
    where: { id: userId, disabledAt: null },
    select: { epoch: true },
  })
  const { id } = await db.session.create({ data: { userId, ...device }, select: { id: true } })
  return { sessionId: id, epoch }
}

/** Hashes again what was stored with weaker parameters; a password changed meanwhile stays. */
async function strengthen(
  { db, hasher }: Pick<Own, 'db' | 'hasher'>,
  userId: string,
  known: string | undefined,
  password: string,
) {
  if (known === undefined || !hasher.isWeak(known)) return
  const passwordHash = await hasher.hash(password)
  await db.credential.updateMany({ where: { userId, passwordHash: known }, data: { passwordHash } })
}
