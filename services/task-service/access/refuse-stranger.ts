import type { Prisma } from '#db/task'
import { appError } from '../../chassis/trpc.ts'

/** Throws BAD_REQUEST for who is not in the workspace. Whoever leaves it meanwhile waits for the lock of rulings over people, and
 *  loses what they are given with it. */
export async function refuseStranger(
  tx: Pick<Prisma.TransactionClient, 'member'>,
  workspaceId: string,
  userId: string,
) {
  if ((await tx.member.count({ where: { workspaceId, userId } })) === 0)
    throw appError('BAD_REQUEST', 'This person is not in the workspace', {
      reason: 'stranger',
      fields: { userId: 'is not in this workspace' },
    })
}
