import type { Prisma } from '#db/file'
import { appError } from '../../chassis/trpc.ts'
import { projectOf } from '../access.ts'
import type { Limits } from '../context.ts'
import { byProject } from '../contract.ts'
import { procedure, router } from '../trpc.ts'

export const usage = router({
  get: procedure.input(byProject).query(async ({ ctx, input }) => {
    const project = await projectOf(ctx, input)
    const used = await ctx.db.usage.findUnique({
      where: { projectId: project.id },
      select: { usedBytes: true },
    })
    return {
      usedBytes: Number(used?.usedBytes ?? 0),
      limitBytes: ctx.limits.projectBytes,
      fileLimitBytes: ctx.limits.fileBytes,
    }
  }),
})

/** Takes room for a file before a byte arrives. Test and addition are one statement, so that no number of parallel
 *  uploads passes the limit. */
export async function reserve(
  tx: Prisma.TransactionClient,
  projectId: string,
  sizeBytes: number,
  limit: number,
) {
  const taken = await tx.$executeRaw`
    insert into "Usage" as used ("projectId", "usedBytes") select ${projectId}::uuid, ${sizeBytes}::bigint
     where ${sizeBytes}::bigint <= ${limit}::bigint
        on conflict ("projectId") do update set "usedBytes" = used."usedBytes" + excluded."usedBytes"
     where used."usedBytes" + excluded."usedBytes" <= ${limit}::bigint`
  if (taken === 0) throw tooLarge('The project has no room left for this file', limit, 'project')
}

/** Refuses an announcement when what the person has announced and not sent would reserve too much: room is there for
 *  everybody. The lock makes announcements of one person wait for each other. */
export async function refuseMoreReserved(
  tx: Prisma.TransactionClient,
  userId: string,
  sizeBytes: number,
  { reservedBytes, reservedMs }: Limits,
) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`
  const { _sum } = await tx.file.aggregate({
    where: { uploadedBy: userId, state: 'pending' },
    _sum: { sizeBytes: true },
  })
  const reserved = Number(_sum.sizeBytes ?? 0)
  if (reserved > 0 && reserved + sizeBytes > reservedBytes)
    throw appError('TOO_MANY_REQUESTS', 'Send or cancel the files you have announced first', {
      limit: reservedBytes,
      reason: 'reserved',
      retryAfterSeconds: Math.ceil(reservedMs / 1000),
    })
}

/** 413 that names the limit in bytes. */
export const tooLarge = (message: string, limit: number, code: 'file' | 'project') =>
  appError('PAYLOAD_TOO_LARGE', message, {
    limit,
    fields: { sizeBytes: message },
    issues: [{ path: 'sizeBytes', code: `${code}_limit`, limit }],
  })
