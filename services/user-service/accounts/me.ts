import type { Prisma } from '#db/user'
import { changedMe, me as shape } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'

export const shownMe = {
  id: true,
  name: true,
  email: true,
  locale: true,
  timeZone: true,
  theme: true,
  density: true,
  shortcuts: true,
  createdAt: true,
} satisfies Prisma.UserSelect

/** The row as its owner sees it; columns beyond that stay here. */
export const meOf = (row: Prisma.UserGetPayload<{ select: typeof shownMe }>) => shape.parse(row)

export const me = router({
  /** With the bot that asks for them, where one does. */
  get: procedure.query(async ({ ctx }) => {
    const row = await ctx.db.user.findUniqueOrThrow({
      where: { id: ctx.user.id, disabledAt: null },
      select: shownMe,
    })
    const bot = ctx.identity?.token?.bot
    return { ...meOf(row), ...(bot && { bot }) }
  }),

  update: procedure.input(changedMe).mutation(({ ctx, input }) =>
    recorded(
      ctx,
      (tx) =>
        // The right to change an account is the account itself, locked by the change.
        tx.user.update({
          where: { id: ctx.user.id, disabledAt: null },
          data: definedOf(input),
          select: shownMe,
        }),
      async (_tx, row, record) => {
        const user = meOf(row)
        const { id: userId, name, timeZone } = user
        record('user.updated', { userId, name, timeZone })
        return user
      },
    ),
  ),
})

/** Prisma refuses `undefined` so that a forgotten filter cannot widen a query; here it means "as it was". */
const definedOf = <T extends object>(input: T) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
