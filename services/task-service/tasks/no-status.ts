import type { Prisma } from '#db/task'
import { appError } from '../../chassis/trpc.ts'

/** Why a task cannot go to a status: it was deleted, perhaps a moment ago, or is none of the project. */
export async function noStatus(
  db: Prisma.TransactionClient,
  projectId: string,
  statusId: string | undefined,
) {
  const deletion =
    statusId &&
    (await db.event.findFirst({
      where: {
        projectId,
        type: 'status.deleted',
        changes: { path: ['id', '0'], equals: statusId },
      },
      select: { id: true },
    }))
  const fields = { statusId: 'is not a status of this project' }
  return deletion
    ? appError('CONFLICT', 'This status was deleted; choose another', {
        ...{ fields, reason: 'status_deleted' },
      })
    : appError('BAD_REQUEST', 'This status is not in the project', { fields })
}

/** PostgreSQL's word for a row that refers to one which is gone: the status was deleted while the task was made. */
export const isDangling = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === '23503'
