import { z } from 'zod'
import { id, line } from '../../chassis/text.ts'
import { notFound } from '../../chassis/trpc.ts'
import { byProject } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { type Right, recorded } from './event-log.ts'
import { holdTask } from './hold-task.ts'

/** Tasks of one call. */
const COUNTED_MAX = 500
const counted = z.object({
  counts: z.array(z.object({ taskId: id, count: z.int().min(0).max(1_000_000) })).max(COUNTED_MAX),
})

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
    if (!user) throw notFound()
    const { type, projectId, taskId, fileId, name } = input
    const right: Right = {
      at: taskId ? { taskId } : { projectId },
      needs: 'member',
      evenArchived: true,
    }
    await recorded({ ...ctx, user }, right, async (tx, project, record) => {
      if (project.id !== projectId) throw notFound()
      // Deleting the task for good waits, and then takes this name out of the log too.
      if (taskId) await holdTask(tx, taskId)
      const about = taskId ? { taskId } : {}
      if (type === 'file.trashed')
        record(type, { fileId: [fileId, null], name: [name, null] }, about)
      else record(type, { fileId: [null, fileId], name: [null, name] }, about)
    })
    return null
  }),

  /** How many files tasks show now. That is no change of theirs: neither version nor log know of it. Tasks that are not there any more
   *  are passed over. */
  count: serviceProcedure.input(counted).mutation(async ({ ctx, input }) => {
    await ctx.db.$executeRawUnsafe(countSql, JSON.stringify(input.counts))
    return null
  }),
})

/** Tasks are held in one order, as by whatever changes many. */
const countSql = `
  with told as (
    select t.id, r.count
      from json_to_recordset($1::json) as r("taskId" uuid, count int) join "Task" t on t.id = r."taskId" and t."fileCount" <> r.count
     order by t.id for no key update of t)
  update "Task" t set "fileCount" = told.count from told where t.id = told.id`
