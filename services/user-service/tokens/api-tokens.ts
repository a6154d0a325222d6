import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { newApiToken } from '../../chassis/tokens/api-token.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { lockAccounts, lockSession } from '../accounts/account-lock.ts'
import { auditBy } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { byUser, claimedApiToken, createdApiToken, revokedApiToken, scope } from '../contract.ts'
import { API_TOKEN_DAYS_MAX, API_TOKENS_MAX } from '../limits.ts'
import { provePassword } from '../passwords/prove-password.ts'
import { router, serviceProcedure } from '../trpc.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const MINUTE_MS = 60_000

/** `apiTokens.*`: what lets programs call in somebody's name. */
export const apiTokens = router({
  /** The answer is the only place where the token itself ever stands. */
  create: serviceProcedure.input(createdApiToken).mutation(async ({ ctx, input }) => {
    const { userId, sessionId, epoch, ip, password, botId, ...wanted } = input
    refuseExpiry(wanted.expiresAt, ctx.now)
    if (password !== undefined) await provePassword(ctx, { userId, ip, password })
    const token = newApiToken()
    const data = {
      ...wanted,
      userId,
      hash: digest(token),
      hint: token.slice(-4),
      createdAt: ctx.now,
    }
    return ctx.db.$transaction(async (tx) => {
      // A session that has ended since, by a new password too, makes nothing any more.
      await lockSession(tx, { id: sessionId, userId, epoch })
      const count = await tx.apiToken.count({ where: { userId, ...inUse(ctx.now) } })
      refuseMore(count, API_TOKENS_MAX, 'You have too many API tokens')
      const bot = botId === undefined ? null : await workingBot(tx, { id: botId, userId })
      const row = await tx.apiToken.create({
        data: { ...data, botId: bot?.id ?? null },
        select: shown,
      })
      const made = shownOf(row)
      await auditBy(tx, ctx, {
        ...{ kind: 'token_made', actorId: userId, subjectId: userId },
        facts: {
          ...{ madeTokenId: made.id, scopes: made.scopes.join(' ') },
          ...(bot && { ofBotId: bot.id }),
        },
        detail: { name: made.name, ...(bot && { ofBot: bot.name }) },
      })
      return { ...made, token }
    })
  }),

  list: serviceProcedure.input(byUser).query(async ({ ctx, input }) => {
    const rows = await ctx.db.apiToken.findMany({
      where: { ...input, ...inUse(ctx.now) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: API_TOKENS_MAX,
      select: shown,
    })
    return rows.map(shownOf)
  }),

  /** Revoked is revoked: whoever asks twice is told so twice. */
  revoke: serviceProcedure.input(revokedApiToken).mutation(async ({ ctx, input }) => {
    const { id, userId } = input
    return ctx.db.$transaction(async (tx) => {
      // An account that is being deleted holds its logs, and takes the token along.
      await lockAccounts(tx, [userId])
      const known = await tx.apiToken.findFirst({ where: input, select: { name: true } })
      if (!known) throw notFound()
      const { count } = await tx.apiToken.updateMany({
        where: { ...input, revokedAt: null },
        data: { revokedAt: ctx.now },
      })
      if (count > 0)
        await auditBy(tx, ctx, {
          ...{ kind: 'token_revoked', actorId: userId, subjectId: userId },
          ...{ facts: { revokedTokenId: id }, detail: known },
        })
      return { id }
    })
  }),

  /** Whose token it is and what it may do; null for any other, and each of those counts as a guess. */
  verify: serviceProcedure.input(claimedApiToken).query(async ({ ctx, input: { hash, ip } }) => {
    const row = await ctx.db.apiToken.findUnique({
      where: { hash, ...inUse(ctx.now), user: { disabledAt: null } },
      select: {
        ...{ id: true, userId: true, name: true, scopes: true, expiresAt: true },
        ...{ lastUsedAt: true, createdAt: true, bot: { select: { id: true, name: true } } },
        user: { select: { epoch: true, credential: { select: { changedAt: true } } } },
      },
    })
    // The release before this one changes passwords and leaves tokens.
    const changedAt = row?.user.credential?.changedAt
    if (!row || (changedAt && changedAt > row.createdAt)) {
      await ctx.throttle.wrongToken(ip)
      return null
    }
    await noteUse(ctx, row)
    const { lastUsedAt: _, createdAt: __, user, ...token } = row
    return { ...token, scopes: scopesOf(token.scopes), epoch: user.epoch }
  }),
})

/** A bot of somebody that may have tokens. */
async function workingBot(tx: Prisma.TransactionClient, own: { id: string; userId: string }) {
  const bot = await tx.bot.findFirst({
    where: own,
    select: { id: true, name: true, disabledAt: true },
  })
  if (!bot) throw notFound()
  if (bot.disabledAt)
    throw appError('CONFLICT', 'This bot is disabled; enable it first', { reason: 'bot_disabled' })
  return bot
}

const shown = {
  id: true,
  botId: true,
  name: true,
  hint: true,
  scopes: true,
  expiresAt: true,
  createdAt: true,
  lastUsedAt: true,
} satisfies Prisma.ApiTokenSelect

const shownOf = (row: Prisma.ApiTokenGetPayload<{ select: typeof shown }>) => ({
  ...row,
  scopes: scopesOf(row.scopes),
})

/** A release may meet scopes that only the next one knows; what it does not know it does not grant. */
const scopesOf = (stored: string[]) => stored.flatMap((one) => scope.safeParse(one).data ?? [])

const inUse = (now: Date) => ({ revokedAt: null, expiresAt: { gt: now } })

function refuseExpiry(expiresAt: Date, now: Date) {
  const latest = new Date(now.getTime() + API_TOKEN_DAYS_MAX * DAY_MS)
  if (expiresAt > now && expiresAt <= latest) return
  const message = `must be in the future and at most ${API_TOKEN_DAYS_MAX} days from now`
  throw appError('BAD_REQUEST', `expiresAt ${message}`, {
    fields: { expiresAt: message },
    issues: [{ path: 'expiresAt', code: 'out_of_range', limit: API_TOKEN_DAYS_MAX }],
  })
}

/** Once a minute is enough for who looks at the list. */
const noteUse = (
  { db, now }: Pick<Context, 'db'> & { readonly now: Date },
  { id, lastUsedAt }: { id: string; lastUsedAt: Date | null },
) =>
  lastUsedAt && now.getTime() - lastUsedAt.getTime() < MINUTE_MS
    ? undefined
    : db.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } })
