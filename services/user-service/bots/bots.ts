import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { notFound } from '../../chassis/trpc.ts'
import { lockedAccount, lockSession } from '../accounts/account-lock.ts'
import { type Acting, auditBy, lost } from '../audit/record.ts'
import { byUser } from '../contract.ts'
import { BOTS_MAX } from '../limits.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { createdBot, ownBot, renamedBot } from './inputs.ts'

/** `bots.*`: whom programs of somebody act as. Each change holds the account, as whoever makes a token does: no bot that
 *  ends gets another one meanwhile. */
export const bots = router({
  list: serviceProcedure.input(byUser).query(({ ctx, input }) =>
    ctx.db.bot.findMany({
      where: input,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: BOTS_MAX,
      select: shown,
    }),
  ),

  create: serviceProcedure.input(createdBot).mutation(({ ctx, input }) => {
    const { userId, sessionId, epoch, name } = input
    return ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { id: sessionId, userId, epoch })
      const count = await tx.bot.count({ where: { userId } })
      refuseMore(count, BOTS_MAX, 'You have too many bots')
      const data = { userId, name, createdAt: ctx.now }
      const bot = await tx.bot.create({ data, select: shown })
      await note(tx, ctx, { kind: 'bot_made', userId, bot, detail: { name } })
      return bot
    })
  }),

  /** What it has done keeps the name that it had. */
  rename: serviceProcedure.input(renamedBot).mutation(({ ctx, input: { id, userId, name } }) =>
    ctx.db.$transaction(async (tx) => {
      const bot = await heldBot(tx, { id, userId })
      if (bot.name !== name) {
        await tx.bot.update({ where: { id }, data: { name }, select: { id: true } })
        const detail = { from: bot.name, to: name }
        await note(tx, ctx, { kind: 'bot_renamed', userId, bot, detail })
      }
      return { ...bot, name }
    }),
  ),

  /** Ends its tokens for good, and keeps its name. The gateway ends those that it is told. */
  disable: serviceProcedure.input(ownBot).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const bot = await heldBot(tx, input)
      const tokenIds = await endTokens(tx, bot, ctx.now)
      const disabledAt = bot.disabledAt ?? ctx.now
      if (!bot.disabledAt) {
        await setDisabled(tx, bot, disabledAt)
        await note(tx, ctx, { kind: 'bot_disabled', ...ended(input, bot, tokenIds) })
      }
      return { ...bot, disabledAt, tokenIds }
    }),
  ),

  /** It may have tokens again; those that it had stay ended. */
  enable: serviceProcedure.input(ownBot).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const bot = await heldBot(tx, input)
      if (bot.disabledAt) {
        await setDisabled(tx, bot, null)
        const { userId } = input
        await note(tx, ctx, { kind: 'bot_enabled', userId, bot, detail: { name: bot.name } })
      }
      return { ...bot, disabledAt: null }
    }),
  ),

  /** Its tokens go with it. */
  delete: serviceProcedure.input(ownBot).mutation(({ ctx, input }) =>
    ctx.db.$transaction(async (tx) => {
      const bot = await heldBot(tx, input)
      const tokenIds = await endTokens(tx, bot, ctx.now)
      await tx.bot.delete({ where: { id: bot.id }, select: { id: true } })
      await note(tx, ctx, { kind: 'bot_deleted', ...ended(input, bot, tokenIds) })
      return { id: bot.id, tokenIds }
    }),
  ),
})

const shown = { id: true, name: true, createdAt: true, disabledAt: true } as const
type Bot = Prisma.BotGetPayload<{ select: typeof shown }>

interface Own {
  readonly id: string
  readonly userId: string
}

/** A bot of somebody whose account is in use, with nobody else at that account. */
async function heldBot(tx: Prisma.TransactionClient, own: Own) {
  await lockedAccount({ id: own.userId })(tx)
  const bot = await tx.bot.findFirst({ where: own, select: shown })
  if (!bot) throw notFound()
  return bot
}

async function endTokens(tx: Prisma.TransactionClient, { id: botId }: Bot, revokedAt: Date) {
  const tokens = await tx.apiToken.updateManyAndReturn({
    where: { botId, revokedAt: null },
    data: { revokedAt },
    select: { id: true },
  })
  return tokens.map(({ id }) => id)
}

const setDisabled = (tx: Prisma.TransactionClient, { id }: Bot, disabledAt: Date | null) =>
  tx.bot.update({ where: { id }, data: { disabledAt }, select: { id: true } })

const ended = ({ userId }: Own, bot: Bot, tokenIds: string[]) => ({
  ...{ userId, bot, detail: { name: bot.name } },
  facts: lost({ tokens: tokenIds.length }),
})

interface Noted {
  readonly kind: `bot_${'made' | 'renamed' | 'disabled' | 'enabled' | 'deleted'}`
  readonly userId: string
  readonly bot: Bot
  readonly facts?: ReturnType<typeof lost>
  readonly detail: { readonly [name: string]: string }
}

const note = (
  tx: Prisma.TransactionClient,
  by: Acting,
  { kind, userId, bot, facts, detail }: Noted,
) =>
  auditBy(tx, by, {
    ...{ kind, actorId: userId, subjectId: userId, detail },
    facts: { ...facts, changedBotId: bot.id },
  })
