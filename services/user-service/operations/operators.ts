import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { lockAccounts } from '../accounts/account-lock.ts'
import { auditBy } from '../audit/record.ts'
import { byId } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { OPERATORS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { newOperator } from './inputs.ts'

const shown = { id: true, name: true, email: true, disabledAt: true } satisfies Prisma.UserSelect

/** `operators.*`: who runs the installation. Operators name and remove each other, and one always stays. To anybody else there
 *  is no such list. */
export const operators = router({
  list: procedure.query(async ({ ctx }) => {
    const all = await ctx.db.user.findMany({
      where: { isOperator: true },
      orderBy: { id: 'asc' },
      select: shown,
    })
    refuseOthers(all, ctx.user)
    return all
  }),

  add: procedure.input(newOperator).mutation(({ ctx, input: { email } }) =>
    recorded(ctx, operatorsAnd(ctx.user, { email }), async (tx, { operators, accounts }) => {
      const named = accounts.find((one) => one.email === email && !one.disabledAt)
      if (!named)
        throw appError('BAD_REQUEST', 'Nobody here has this e-mail address', {
          reason: 'no_account',
        })
      // Anybody could have signed up with the address of a colleague.
      if (ctx.outbox.isOpen && !named.emailProvedAt)
        throw appError('BAD_REQUEST', 'Its owner has to prove this e-mail address first', {
          reason: 'address_not_proved',
        })
      const { id, name } = named
      if (named.isOperator) return { id, name }
      refuseMore(operators.length, OPERATORS_MAX, 'Operators of an installation')
      await tx.user.update({ where: { id }, data: { isOperator: true }, select: { id: true } })
      const kind = 'operator_named'
      await auditBy(tx, ctx, { kind, actorId: ctx.user.id, subjectId: id })
      return { id, name }
    }),
  ),

  remove: procedure.input(byId).mutation(({ ctx, input }) =>
    recorded(ctx, operatorsAnd(ctx.user, input), async (tx, { operators }) => {
      const { id } = input
      if (!operators.some((one) => one.id === id)) return input
      if (!operators.some((one) => one.id !== id && !one.disabledAt))
        throw appError('CONFLICT', 'One operator has to stay', { reason: 'last_operator' })
      await tx.user.update({ where: { id }, data: { isOperator: false }, select: { id: true } })
      const kind = 'operator_removed'
      await auditBy(tx, ctx, { kind, actorId: ctx.user.id, subjectId: id })
      return input
    }),
  ),
})

interface Operator {
  readonly id: string
  readonly disabledAt: Date | null
}

function refuseOthers(operators: readonly Operator[], { id }: { readonly id: string }) {
  if (!operators.some((one) => one.id === id && !one.disabledAt)) throw notFound()
}

/** The accounts of all operators and somebody's, locked, if one of them is who asks. Nobody else names or removes one
 *  meanwhile. */
const operatorsAnd =
  (user: { readonly id: string }, somebody: { email: string } | { id: string }) =>
  async (tx: Prisma.TransactionClient) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('operators', 0))`
    const where = { OR: [{ isOperator: true }, somebody] }
    const found = await tx.user.findMany({ where, select: { id: true } })
    const ids = found.map(({ id }) => id)
    await lockAccounts(tx, ids)
    // As they are under the lock.
    const accounts = await tx.user.findMany({
      where: { id: { in: ids } },
      select: { ...shown, isOperator: true, emailProvedAt: true },
    })
    const operators = accounts.filter(({ isOperator }) => isOperator)
    refuseOthers(operators, user)
    return { operators, accounts }
  }
