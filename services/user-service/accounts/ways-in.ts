import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'

/** Under the lock of the account, after something was taken away that signs in: refuses where nothing is left. A link for a
 *  new password is not counted: where no letters are sent somebody else would have to make it. */
export async function refuseWithoutWayIn(
  tx: Prisma.TransactionClient,
  { providers, relyingParty }: Pick<Context, 'providers' | 'relyingParty'>,
  userId: string,
) {
  if ((await tx.credential.count({ where: { userId } })) > 0) return
  if (relyingParty && (await tx.passkey.count({ where: { userId } })) > 0) return
  const issuer = { in: providers.issuers }
  if ((await tx.identity.count({ where: { userId, issuer } })) > 0) return
  throw appError('CONFLICT', 'Nothing else signs in to this account', { reason: 'last_way_in' })
}
