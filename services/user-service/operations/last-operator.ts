import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'

/** Until the transaction ends nobody else names or removes operators, or deletes the account of one. Taken before accounts are locked. */
export const lockOperators = (tx: Prisma.TransactionClient) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('operators', 0))`

/** Whether no operator who may sign in would be left without somebody, though there is somebody who could be one. */
export async function isNeeded(tx: Pick<Prisma.TransactionClient, '$queryRaw'>, userId: string) {
  const [row] = await tx.$queryRaw<{ isNeeded: boolean }[]>`
    select exists (select from "User" u where u.id = ${userId}::uuid and u."isOperator")
       and not exists (select from "User" o where o.id <> ${userId}::uuid and o."isOperator" and o."disabledAt" is null)
       and exists (select from "User" n where n.id <> ${userId}::uuid and n."disabledAt" is null) as "isNeeded"`
  return row?.isNeeded === true
}

export const lastOperator = () =>
  appError('CONFLICT', 'One operator has to stay; name another one first', {
    reason: 'last_operator',
  })
