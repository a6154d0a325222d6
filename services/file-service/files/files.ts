import type { Prisma } from '#db/file'
import { projectOf, visibleTo, writableProjectOf } from '../access.ts'
import { attached, byId, categorized, fileFilter, filesOfTask, renamed } from '../contract.ts'
import { procedure, router } from '../trpc.ts'
import { fileRow, sharedRow, sharedShown, shown } from './file-row.ts'
import type { FileEvent, ReportFileEvent } from './report-file-event.ts'
import { readableTask } from './shared-files.ts'

const stored = { state: 'ready', trashedAt: null }
const trashed = { state: 'ready', trashedAt: { not: null } }

export const files = router({
  list: procedure.input(fileFilter).query(async ({ ctx, input }) => {
    await projectOf(ctx, { projectId: input.projectId })
    const rows = await ctx.db.file.findMany({
      where: {
        projectId: input.projectId,
        project: visibleTo(ctx.user),
        ...(input.trashed ? trashed : stored),
        ...(input.category && { category: input.category }),
        ...(input.taskId && { shownBy: { some: { taskId: input.taskId } } }),
        ...(input.cursor && { id: { lt: input.cursor } }),
      },
      orderBy: { id: 'desc' },
      take: input.limit + 1,
      select: shown,
    })
    const items = rows.slice(0, input.limit).map(fileRow)
    return { items, nextCursor: rows.length > items.length ? (items.at(-1)?.id ?? null) : null }
  }),

  /** What a task shows, newest first; also for those who were given the task alone. */
  ofTask: procedure.input(filesOfTask).query(async ({ ctx, input: { taskId, cursor, limit } }) => {
    const readable = await readableTask(ctx, taskId)
    const rows = await ctx.db.file.findMany({
      where: { ...readable, ...stored, ...(cursor && { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: sharedShown,
    })
    const items = rows.slice(0, limit).map(sharedRow)
    return { items, nextCursor: rows.length > items.length ? (items.at(-1)?.id ?? null) : null }
  }),

  get: procedure.input(byId).query(async ({ ctx, input }) => {
    await projectOf(ctx, { fileId: input.id })
    const where = { ...input, ...stored, project: visibleTo(ctx.user) }
    return fileRow(await ctx.db.file.findFirstOrThrow({ where, select: shown }))
  }),

  rename: procedure.input(renamed).mutation(async ({ ctx, input: { id, name } }) => {
    const isOwn = (await ctx.db.file.count({ where: { id, uploadedBy: ctx.user.id } })) > 0
    return change(ctx, { id, ...stored }, { name, ...(isOwn && { nameByUploader: name }) })
  }),

  categorize: procedure
    .input(categorized)
    .mutation(({ ctx, input: { id, ...data } }) => change(ctx, { id, ...stored }, data)),

  attach: procedure.input(attached).mutation(({ ctx, input: { id, taskId } }) => {
    const data = [{ taskId, attachedBy: ctx.user.id }]
    const attachments = { createMany: { data, skipDuplicates: true } }
    return changeAttachment(ctx, taskId, id, { attachments })
  }),

  detach: procedure
    .input(attached)
    .mutation(({ ctx, input: { id, taskId } }) =>
      changeAttachment(ctx, taskId, id, { attachments: { deleteMany: { taskId } } }),
    ),

  trash: procedure
    .input(byId)
    .mutation(({ ctx, input }) =>
      change(ctx, { ...input, ...stored }, { trashedAt: ctx.now }, { type: 'file.trashed' }),
    ),

  restore: procedure
    .input(byId)
    .mutation(({ ctx, input }) =>
      change(ctx, { ...input, ...trashed }, { trashedAt: null }, { type: 'file.restored' }),
    ),
})

type Asked = Parameters<typeof projectOf>[0] & { readonly report: ReportFileEvent }
type Where = Prisma.FileWhereInput & { id: string }

/** Changes what a task shows. A file of another project stays there: attaching must not carry it over to other readers. */
async function changeAttachment(
  asked: Asked,
  taskId: string,
  id: string,
  data: Prisma.FileUpdateInput,
) {
  const { id: projectId } = await writableProjectOf(asked, { taskId })
  return change(asked, { id, ...stored, projectId }, data, { taskId })
}

/** Changes a file that the user may change; NOT_FOUND when it is not, or no longer, as `where` says. `taskId` is the task that it is
 *  about, else the first one that shows the file is told. */
async function change(
  asked: Asked,
  where: Where,
  data: Prisma.FileUpdateInput,
  { type = 'file.changed', taskId }: { type?: FileEvent; taskId?: string } = {},
) {
  await writableProjectOf(asked, { fileId: where.id })
  const changed = await asked.db.file.update({
    where: { ...where, project: visibleTo(asked.user, 'member') },
    data,
    select: shown,
  })
  const row = fileRow(changed)
  asked.report(asked, type, { ...row, ...(taskId && { taskId }) })
  return row
}
