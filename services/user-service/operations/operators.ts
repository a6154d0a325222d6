import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { lockAccounts } from '../accounts/account-lock.ts'
import { type Acting, auditBy } from '../audit/record.ts'
import { byId } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { OPERATORS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { newOperator } from './inputs.ts'
import { isOperator } from './is-operator.ts'
import { isNeeded, lastOperator, lockOperators } from './last-operator.ts'

const shown = { id: true, name: true, email: true, disabledAt: true } satisfies Prisma.UserSelect

/** `operators.*`: who runs the installation. Operators name and remove each other, and that always leaves one; so does deleting
 *  one's account, unless there is nobody else to name. To anybody else there is no such list. The log of the process tells of it, and the audit
 *  log of each workspace that both belong to. */
export const operators = router({
  list: procedure.query(async ({ ctx }) => {
    const all = await ctx.db.user.findMany({
      where: { isOperator: true },
      orderBy: { id: 'asc' },
      select: shown,
    })
    refuseOthers(all, ctx.user)
    const own = await isNeeded(ctx.db, ctx.user.id)
    /** `isNeeded`: the account cannot be deleted before another one is named. */
    return all.map((one) => ({ ...one, isNeeded: own && one.id === ctx.user.id }))
  }),

  add: procedure.input(newOperator).mutation(async ({ ctx, input: { email } }) => {
    const add = async (tx: Prisma.TransactionClient, { operators, accounts }: Locked) => {
      const named = accounts.find((one) => one.email === email)
      if (!named)
        throw appError('BAD_REQUEST', 'Nobody here has this e-mail address', {
          reason: 'no_account',
        })
      if (named.disabledAt)
        throw appError('BAD_REQUEST', 'This account is disabled', { reason: 'disabled' })
      // Anybody could have signed up with the address of a colleague.
      if (ctx.outbox.isOpen && !named.emailProvedAt)
        throw appError('BAD_REQUEST', 'Its owner has to prove this e-mail address first', {
          reason: 'address_not_proved',
        })
      const { id, name } = named
      if (named.isOperator) return { id, name, isNew: false }
      refuseMore(operators.length, OPERATORS_MAX, 'Operators of an installation')
      await tx.user.update({ where: { id }, data: { isOperator: true }, select: { id: true } })
      await auditShared(tx, ctx, { kind: 'operator_named', subjectId: id })
      return { id, name, isNew: true }
    }
    const { isNew, ...named } = await recorded(ctx, operatorsAnd(ctx.user, { email }), add)
    if (isNew) ctx.log.warn({ userId: named.id, namedById: ctx.user.id }, 'operator named')
    return named
  }),

  remove: procedure.input(byId).mutation(async ({ ctx, input }) => {
    const { id } = input
    const remove = async (tx: Prisma.TransactionClient, { operators }: Locked) => {
      if (!operators.some((one) => one.id === id)) return false
      if (!operators.some((one) => one.id !== id && !one.disabledAt)) throw lastOperator()
      await tx.user.update({ where: { id }, data: { isOperator: false }, select: { id: true } })
      await auditShared(tx, ctx, { kind: 'operator_removed', subjectId: id })
      return true
    }
    const isRemoved = await recorded(ctx, operatorsAnd(ctx.user, input), remove)
    if (isRemoved) ctx.log.warn({ userId: id, removedById: ctx.user.id }, 'operator removed')
    return input
  }),
})

interface Told {
  readonly kind: 'operator_named' | 'operator_removed'
  readonly subjectId: string
}

/** Writes it down where both are known. Other workspaces learn neither who runs the installation nor of somebody who is no
 *  member there. */
async function auditShared(
  tx: Prisma.TransactionClient,
  ctx: Acting & { readonly user: { readonly id: string } },
  { kind, subjectId }: Told,
) {
  const { id: actorId } = ctx.user
  const shared = await tx.membership.findMany({
    where: { userId: subjectId, workspace: { members: { some: { userId: actorId } } } },
    orderBy: { workspaceId: 'asc' },
    select: { workspaceId: true },
  })
  for (const { workspaceId } of shared)
    await auditBy(tx, ctx, { kind, workspaceId, actorId, subjectId })
}

interface Operator {
  readonly id: string
  readonly disabledAt: Date | null
}

function refuseOthers(operators: readonly Operator[], { id }: { readonly id: string }) {
  if (!operators.some((one) => one.id === id && !one.disabledAt)) throw notFound()
}

type Locked = Awaited<ReturnType<ReturnType<typeof operatorsAnd>>>

/** The accounts of all operators and somebody's, locked, if one of them is who asks. Nobody else names or removes one
 *  meanwhile. */
const operatorsAnd =
  (user: { readonly id: string }, somebody: { email: string } | { id: string }) =>
  async (tx: Prisma.TransactionClient) => {
    // Others wait for no lock, and hold none.
    if (!(await isOperator(tx, user.id))) throw notFound()
    await lockOperators(tx)
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
