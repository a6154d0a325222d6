import type { PrismaClient } from '#db/task'
import { inBackground } from '../../chassis/background.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { type DoomedTask, PURGED_AT_ONCE, removeTasks } from './purge.ts'

interface Purging {
  readonly db: PrismaClient
  /** How long a task stays in the trash, in milliseconds. */
  readonly keptMs: number
  readonly nudge: () => void
  readonly log: Logger
  readonly metrics: Metrics
}

/** Removes tasks for good that have been in the trash for long enough, in the background, batch by batch. Replicas pass
 *  over each other's rows, and over those that somebody restores at this moment. Archived projects are no exception. */
export function purgeTrash({ db, keptMs, nudge, log, metrics }: Purging) {
  const run = async (isClosed: () => boolean) => {
    while (!isClosed() && (await purgeBatch(db, new Date(Date.now() - keptMs))) > 0) nudge()
  }
  return inBackground({ name: 'trash', run, log, metrics, failed: 'trash not purged yet' })
}

/** A batch of one project, whose number of tasks it resolves to. */
const purgeBatch = (db: PrismaClient, before: Date) =>
  db.$transaction(async (tx) => {
    const tasks = await tx.$queryRaw<DoomedTask[]>`
      select id, "projectId", number, "createdBy" from "Task"
       where "trashedAt" < ${before} and "projectId" = (
         select "projectId" from "Task" where "trashedAt" < ${before} order by "trashedAt" limit 1)
       order by "trashedAt", id limit ${PURGED_AT_ONCE} for update skip locked`
    const [first] = tasks
    if (!first) return 0
    const project = await tx.project.findUniqueOrThrow({
      where: { id: first.projectId },
      select: { id: true, key: true, workspaceId: true },
    })
    const facts: TaskFact[] = []
    await removeTasks(tx, project, tasks, (...fact) => void facts.push(fact))
    await writeEvents(tx, facts, { place: project, via: 'system' })
    return tasks.length
  })
