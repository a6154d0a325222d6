import type { Prisma } from '#db/user'
import type { RequestLog } from '../../chassis/logger.ts'
import { lockedAccount } from '../accounts/account-lock.ts'
import { meOf, shownMe } from '../accounts/me.ts'
import { noteFailure } from '../audit/note-failure.ts'
import type { Context } from '../context.ts'
import { checked, wrongCredentials } from '../passwords/check-password.ts'
import type { Hasher } from '../passwords/hasher.ts'

interface Entering {
  readonly email: string
  readonly password: string
  readonly ip: string
}

/** Proves a password, then does what it lets one do, under the lock of the account. */
export async function enter<T>(
  ctx: Pick<Context, 'db' | 'hashing' | 'throttle'> & { readonly log: RequestLog },
  { email, password, ip }: Entering,
  act: (tx: Prisma.TransactionClient, account: { userId: string; epoch: number }) => Promise<T>,
) {
  const account = await ctx.db.user.findUnique({
    where: { email, disabledAt: null },
    select: { ...shownMe, credential: { select: { passwordHash: true, changedAt: true } } },
  })
  const known = account?.credential?.passwordHash
  const { credential, ...person } = await ctx.hashing({ account: email, ip }, async (hasher) => {
    const guess = { account: email, ip, known, password }
    const right = await checked(ctx.throttle, hasher, guess)
    if (!account?.credential || !right) {
      if (account)
        void noteFailure(ctx, {
          ...{ kind: 'sign_in_failed', userId: account.id, ip, step: 'password' },
        })
      throw wrongCredentials()
    }
    await strengthen(ctx.db, hasher, account.id, account.credential.passwordHash, password)
    return { ...account, credential: account.credential }
  })
  const userId = person.id
  const done = await ctx.db.$transaction(async (tx) => {
    const { epoch } = await lockedAccount(person)(tx)
    // The password may have been changed while it was checked.
    const same = await tx.credential.count({ where: { userId, changedAt: credential.changedAt } })
    if (same === 0) throw wrongCredentials()
    return act(tx, { userId, epoch })
  })
  return { user: meOf(person), done }
}

/** Hashes again what was stored with weaker parameters; a password changed meanwhile stays. */
async function strengthen(
  db: Context['db'],
  hasher: Hasher,
  userId: string,
  known: string,
  password: string,
) {
  if (!hasher.isWeak(known)) return
  const passwordHash = await hasher.hash(password)
  await db.credential.updateMany({ where: { userId, passwordHash: known }, data: { passwordHash } })
}
