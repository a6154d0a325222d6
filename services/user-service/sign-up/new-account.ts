import type { Prisma } from '#db/user'
import { meOf, shownMe } from '../accounts/me.ts'
import type { locales } from '../contract.ts'
import { join } from '../invitations/invitation-links.ts'
import { type Act, found } from '../workspaces/workspaces.ts'

interface New {
  readonly name: string
  readonly email: string
  readonly locale: (typeof locales)[number]
  readonly timeZone?: string | undefined
  /** When the address was proved, if it is. */
  readonly emailProvedAt?: Date
  /** When it was by whoever gets the account. */
  readonly ownerProvedAt?: Date
}

/** The row of a new account; undefined where somebody has the address already. */
export async function newAccountRow(tx: Prisma.TransactionClient, { timeZone, ...account }: New) {
  const isOperator = await isFirst(tx)
  const [row] = await tx.user.createManyAndReturn({
    data: [{ ...account, isOperator, ...(timeZone && { timeZone }) }],
    skipDuplicates: true,
    select: { ...shownMe, epoch: true },
  })
  return row
}

/** Whether there has been no account yet: the first one runs the installation. Events stay when accounts go, so nobody becomes
 *  an operator by being the first after the last one left. Of two that come first together one waits, and is the second. */
async function isFirst(tx: Prisma.TransactionClient) {
  const anything = async () =>
    (await tx.event.findFirst({ select: { id: true } })) ??
    (await tx.user.findFirst({ select: { id: true } }))
  if (await anything()) return false
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('first account', 0))`
  return (await anything()) === null
}

/** Gives a new account its place: in the workspace that invites it, or in one of its own. */
export async function settle(
  tx: Prisma.TransactionClient,
  act: Act,
  row: NonNullable<Awaited<ReturnType<typeof newAccountRow>>>,
  {
    invitation,
    workspaceName,
  }: { invitation?: string | undefined; workspaceName?: string | undefined },
) {
  const user = meOf(row)
  act.record('user.updated', { userId: user.id, name: user.name, timeZone: user.timeZone })
  if (invitation) await join(tx, act, user, invitation)
  else await found(tx, act, user, workspaceName ?? user.name)
  return { user, epoch: row.epoch }
}
