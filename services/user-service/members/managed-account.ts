import type { Prisma } from '#db/user'
import { appError, notFound } from '../../chassis/trpc.ts'
import { activeAmong, lockAccounts } from '../accounts/account-lock.ts'
import { role } from '../contract.ts'
import {
  type Actor,
  isAtLeast,
  lockWorkspace,
  needs,
  roleIn,
  roleOf,
  withoutFactor,
} from '../workspaces/access.ts'

export const shownAccount = { disabledAt: true, epoch: true } as const

/** The account, locked, if `actor` may end and give back its use: whoever manages every workspace it belongs to. That of who
 *  runs the installation is managed by others who do: else it would be theirs who manage a workspace. */
export const managedAccount =
  (actor: Actor | null, { workspaceId, userId }: { workspaceId: string; userId: string }) =>
  async (tx: Prisma.TransactionClient) => {
    if (!actor) throw notFound()
    // Of two who disable each other one is too late.
    await lockWorkspace(tx, workspaceId, 'alone')
    activeAmong(await lockAccounts(tx, [actor.id, userId]), actor.id)
    const own = await roleIn(tx, actor, workspaceId)
    const current = await roleOf(tx, { id: userId }, workspaceId)
    needs(own, 'admin')
    needs(own, current)
    if (userId === actor.id)
      throw appError('BAD_REQUEST', 'This is your own account', {
        fields: { userId: 'is your own account' },
      })
    const elsewhere = await tx.membership.findMany({
      where: { userId, workspaceId: { not: workspaceId } },
      select: { role: true, workspaceId: true },
    })
    const managed = await tx.membership.findMany({
      where: {
        userId: actor.id,
        workspaceId: { in: elsewhere.map((one) => one.workspaceId) },
        NOT: withoutFactor,
      },
      select: { role: true, workspaceId: true },
    })
    const ownRoles = new Map(managed.map((one) => [one.workspaceId, role.parse(one.role)]))
    for (const other of elsewhere) {
      const mine = ownRoles.get(other.workspaceId) ?? 'guest'
      if (!isAtLeast(mine, 'admin') || !isAtLeast(mine, role.parse(other.role))) throw shared()
    }
    const accounts = await tx.user.findMany({
      where: { id: { in: [actor.id, userId] } },
      select: { ...shownAccount, id: true, isOperator: true },
    })
    const isOperator = (id: string) => accounts.some((one) => one.id === id && one.isOperator)
    if (isOperator(userId) && !isOperator(actor.id)) throw ofOperator()
    const target = accounts.find(({ id }) => id === userId)
    if (!target) throw notFound()
    const { disabledAt, epoch } = target
    return { disabledAt, epoch, actor }
  }

const shared = () =>
  appError(
    'FORBIDDEN',
    'This account belongs to other workspaces too; remove the person from yours instead',
    { reason: 'elsewhere' },
  )

const ofOperator = () =>
  appError(
    'FORBIDDEN',
    'This person runs the installation; only another operator manages the account',
    { reason: 'operator' },
  )
