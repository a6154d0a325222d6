import { randomUUID } from 'node:crypto'
import type { Prisma, PrismaClient } from '#db/file'
import type { TaskLog } from '../task-log/follow-task-log.ts'

/** Rows of one telling. */
const TOLD_AT_ONCE = 500
/** A call to task-service is among it. */
const TOLD_WITHIN_MS = 10_000

export type TellCounts = () => Promise<void>

/** Tells task-service how many files tasks show, for its filters: each task that the database notes when this may have changed. What
 *  cannot be told stays noted. Of two calls at once the second waits, and whoever comes meanwhile is told with it. */
export function tellCountsTo({ tasks }: TaskLog, db: PrismaClient): TellCounts {
  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const tellAll = async () => {
    while ((await db.$transaction((tx) => tellSome(tx, tasks), { timeout: TOLD_WITHIN_MS })) > 0);
  }
  return () => {
    next ??= last
      .catch(() => undefined)
      .then(() => {
        next = undefined
        last = tellAll()
        return last
      })
    return next
  }
}

/** One process at a time, so that no count comes behind a later one. */
async function tellSome(tx: Prisma.TransactionClient, tasks: TaskLog['tasks']) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('file counts', 0))`
  const news = await tx.fileNews.findMany({ take: TOLD_AT_ONCE, orderBy: { id: 'asc' } })
  if (news.length === 0) return 0
  const counts = await tx.$queryRawUnsafe<{ taskId: string; count: number }[]>(
    countsSql,
    news.map(({ taskId }) => taskId),
  )
  await tasks.files.count.mutate({ counts }, { context: { userId: null, requestId: randomUUID() } })
  await tx.fileNews.deleteMany({ where: { id: { in: news.map(({ id }) => id) } } })
  return news.length
}

/** Parameter: tasks. */
const countsSql = `
  select t.id::text as "taskId", (
    select count(*)::int from "TaskFile" s join "File" f on f.id = s."fileId"
     where s."taskId" = t.id and f.state = 'ready' and f."trashedAt" is null) as count
    from (select distinct unnest($1::uuid[]) as id) t`
