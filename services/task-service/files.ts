import { z } from 'zod'
import { id, line } from '../chassis/text.ts'
import { missing } from '../chassis/trpc.ts'
import { projectAt } from './access.ts'
import { byProject } from './contract.ts'
import { recorded } from './event-log.ts'
import { router, serviceProcedure } from './trpc.ts'

const notedFile = byProject.extend({
  type: z.enum(['file.ready', 'file.changed', 'file.trashed', 'file.restored']),
  fileId: id,
  name: line(255),
  taskId: id.optional(),
})

/** `files.*`: file-service tells what somebody did to a file, so that the log holds it and everybody who sees the
 *  project hears of it. A note that gets lost costs others a refresh, never a file. */
export const files = router({
  note: serviceProcedure.input(notedFile).mutation(async ({ ctx, input }) => {
    const { user } = ctx
    if (!user) throw missing()
    const { type, projectId, taskId, fileId, name } = input
    const place = await projectAt({ ...ctx, user }, taskId ? { taskId } : { projectId }, 'member')
    if (place.id !== projectId) throw missing()
    const isOver = type === 'file.trashed'
    await recorded({ ...ctx, user }, async (_tx, record) =>
      record({
        type,
        ...{ workspaceId: place.workspaceId, projectId, ...(taskId && { taskId }) },
        changes: {
          fileId: isOver ? [fileId, null] : [null, fileId],
          name: isOver ? [name, null] : [null, name],
        },
      }),
    )
    return null
  }),
})
