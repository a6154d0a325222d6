import type { RequestLog } from '../../chassis/logger.ts'
import { noteFailure } from '../audit/note-failure.ts'
import type { Context } from '../context.ts'
import { checked, wrongPassword } from './check-password.ts'

/** Refuses, at the field `password`, who is signed in and does not know the password. */
export async function provePassword(
  ctx: Pick<Context, 'db' | 'hashing' | 'throttle'> & { readonly log: RequestLog },
  { userId, ip, password }: { userId: string; ip: string; password: string },
) {
  const { credential } = await ctx.db.user.findUniqueOrThrow({
    where: { id: userId, disabledAt: null },
    select: { credential: { select: { passwordHash: true } } },
  })
  const guess = { account: userId, ip: userId, known: credential?.passwordHash, password }
  const isRight = await ctx.hashing({ account: userId, ip }, (hasher) =>
    checked(ctx.throttle, hasher, guess),
  )
  if (isRight) return
  void noteFailure(ctx, { kind: 'proof_refused', userId, ip, step: 'password' })
  throw wrongPassword('password')
}
