import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { isAppCode, takeTotpCode } from './totp.ts'

type Needs = Pick<Context, 'factorKeys' | 'outbox'>

const storedTotp = { userId: true, secret: true, lastStep: true } as const

/** Uses up a code of the second factor, or a recovery code in its place, under the lock of the account. Wrong, used and
 *  expired ones are refused alike. */
export async function takeCode(
  tx: Prisma.TransactionClient,
  { factorKeys, outbox }: Needs,
  userId: string,
  code: string,
) {
  const stored = await tx.totp.findUnique({
    where: { userId, confirmedAt: { not: null } },
    select: { ...storedTotp, user: { select: { email: true } } },
  })
  if (!stored) throw wrongCode()
  if (isAppCode(code)) {
    if (!(await takeTotpCode(tx, factorKeys, stored, code))) throw wrongCode()
    return
  }
  if (!(await takeRecoveryCode(tx, userId, code))) throw wrongCode()
  await outbox.put(tx, 'recovery_code_used', stored.user.email)
}

const WRONG = 'This code is not right, or was used'

export const wrongCode = () =>
  appError('BAD_REQUEST', WRONG, {
    fields: { code: WRONG },
    issues: [{ path: 'code', code: 'wrong_code' }],
  })

export const isWrongCode = (error: unknown) => error instanceof TRPCError && error.message === WRONG
