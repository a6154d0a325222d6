import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { notFound } from '../../chassis/trpc.ts'

interface Account {
  readonly id: string
  readonly email: string
  readonly epoch: number
  readonly disabledAt: Date | null
}

/** Locks accounts against every other change of what lets people in by them: ending sessions, a new password,
 *  disabling. Of two such changes the later one sees what the earlier one left. Workspaces are locked before accounts,
 *  and accounts in one order: nobody waits for each other. */
export const lockAccounts = (tx: Prisma.TransactionClient, ids: string[]) =>
  tx.$queryRaw<Account[]>`
    select id, email, epoch, "disabledAt" from "User"
     where id = any(${ids}::uuid[]) order by id for no key update`

/** Holds accounts as they are: many may at once, but not while one of them is being changed. */
const holdAccounts = (tx: Prisma.TransactionClient, ids: string[]) =>
  tx.$queryRaw<Account[]>`
    select id, email, epoch, "disabledAt" from "User"
     where id = any(${ids}::uuid[]) order by id for share`

/** One of these accounts if it is in use; NOT_FOUND if not. */
export function activeAmong(accounts: Account[], id: string) {
  const account = accounts.find((one) => one.id === id)
  if (!account || account.disabledAt) throw notFound()
  return account
}

/** Somebody's own account, held while they act. */
export const activeAccount =
  ({ id }: { readonly id: string }) =>
  async (tx: Prisma.TransactionClient) =>
    activeAmong(await holdAccounts(tx, [id]), id)

/** The same, with nobody else beside them: for what is counted before there is one more. */
export const lockedAccount =
  ({ id }: { readonly id: string }) =>
  async (tx: Prisma.TransactionClient) =>
    activeAmong(await lockAccounts(tx, [id]), id)

/** Locks the account of a session that is still open. UNAUTHORIZED where something ended it: then what it asked for
 *  must not happen any more. */
export async function lockSession(
  tx: Prisma.TransactionClient,
  session: { id: string; userId: string; epoch: number },
) {
  const { id, userId, epoch } = session
  const [account] = await lockAccounts(tx, [userId])
  const open = await tx.session.count({ where: { id, userId, endedAt: null } })
  if (!account || account.disabledAt || account.epoch !== epoch || open === 0)
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      message: 'This session has ended; sign in again',
    })
}
