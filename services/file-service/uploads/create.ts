import { botColumns } from '../../chassis/identity.ts'
import { notFound } from '../../chassis/trpc.ts'
import { visibleTo, writableProjectOf } from '../access.ts'
import { byId, newUpload } from '../contract.ts'
import { purge } from '../storage/sweeper.ts'
import { procedure, router } from '../trpc.ts'
import { refuseMoreReserved, reserve, tooLarge } from './quota.ts'

/** Announces a file: everything that can be refused is refused before a byte leaves. The bytes follow as
 *  `PUT /uploads/:id`. */
export const uploads = router({
  create: procedure.input(newUpload).mutation(async ({ ctx, input }) => {
    const { projectId, taskId, sizeBytes, name, category = '' } = input
    const { db, limits, user } = ctx
    if (sizeBytes > limits.fileBytes)
      throw tooLarge(
        `A file may have at most ${megabytes(limits.fileBytes)}`,
        limits.fileBytes,
        'file',
      )
    await writableProjectOf(ctx, taskId ? { taskId, projectId } : { projectId })
    return db.$transaction(async (tx) => {
      await refuseMoreReserved(tx, user.id, sizeBytes, limits)
      await reserve(tx, projectId, sizeBytes, limits.projectBytes)
      const { id } = await tx.file.create({
        data: {
          name,
          nameByUploader: name,
          category,
          sizeBytes,
          uploadedBy: user.id,
          ...botColumns(ctx.identity?.token),
          createdAt: ctx.now,
          reservedUntil: new Date(Date.now() + limits.reservedMs),
          project: { connect: { id: projectId, AND: visibleTo(user, 'member') } },
          ...(taskId && {
            attachments: {
              create: { attachedBy: user.id, task: { connect: { id: taskId, projectId } } },
            },
          }),
        },
        select: { id: true },
      })
      return { id, url: `/uploads/${id}` }
    })
  }),

  /** Gives an announced file up, also while its bytes are on their way; its room is free at once. */
  cancel: procedure.input(byId).mutation(async ({ ctx, input }) => {
    const where = { ...input, state: 'pending', uploadedBy: ctx.user.id }
    const [given] = await ctx.db.file.updateManyAndReturn({
      where,
      data: { state: 'purging' },
      select: { id: true, storageKey: true },
    })
    if (!given) throw notFound()
    await purge(ctx.db, ctx.storage, given)
    return null
  }),
})

const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 ** 2)} MB`
