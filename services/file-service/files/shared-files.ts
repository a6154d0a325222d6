import type { Prisma, PrismaClient } from '#db/file'
import { type GivenTasks, isSeen, projectOf, visibleTo } from '../access.ts'

type Asked = Parameters<typeof projectOf>[0] & {
  readonly givenTasks: GivenTasks
}

/** Tasks that show one file and are asked about: as many as task-service answers for at once. */
const SHOWING_MAX = 1000

/** The part of a query that keeps it to a file which somebody may read: by its project, or because a task shows it that was given to
 *  them alone. Throws as `projectOf` does. */
export async function readableFile(asked: Asked, fileId: string): Promise<Prisma.FileWhereInput> {
  if (await isSeen(asked, { fileId })) return { project: visibleTo(asked.user) }
  const given = await asked.givenTasks(asked, await tasksShowing(asked.db, fileId))
  if (given?.length)
    return {
      OR: given.map(({ taskId, projectId }) => ({ projectId, shownBy: { some: { taskId } } })),
    }
  await projectOf(asked, { fileId })
  return { project: visibleTo(asked.user) }
}

/** The same for all files that a task shows. */
export async function readableTask(asked: Asked, taskId: string): Promise<Prisma.FileWhereInput> {
  const ofTask = { shownBy: { some: { taskId } } }
  if (await isSeen(asked, { taskId })) return { ...ofTask, project: visibleTo(asked.user) }
  const [given] = (await asked.givenTasks(asked, [taskId])) ?? []
  if (given) return { ...ofTask, projectId: given.projectId }
  await projectOf(asked, { taskId })
  return { ...ofTask, project: visibleTo(asked.user) }
}

async function tasksShowing(db: PrismaClient, fileId: string) {
  const rows = await db.taskFile.findMany({
    where: { fileId },
    orderBy: { taskId: 'asc' },
    take: SHOWING_MAX,
    select: { taskId: true },
  })
  return rows.map(({ taskId }) => taskId)
}
