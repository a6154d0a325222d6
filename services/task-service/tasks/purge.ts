import { appError, notFound } from '../../chassis/trpc.ts'
import { type Acting, type Recording, recorded, type Tx } from '../events/event-log.ts'
import { redactTasks } from '../events/redact.ts'

/** Tasks that one transaction removes. */
export const PURGED_AT_ONCE = 100

/** Removes a task from the trash for good: its row, its comments, and its texts in the log. CONFLICT for one that is
 *  not in the trash. */
export const purgeTask = (ctx: Acting, id: string) =>
  recorded(ctx, { at: { taskId: id }, needs: 'admin' }, async (tx, project, record) => {
    const locked = await tx.$queryRaw<DoomedTask[]>`
      select ${project.id}::uuid as "projectId", id, number, "createdBy", "trashedAt"
        from "Task" where id = ${id}::uuid for update`
    const [task] = locked
    if (!task) throw notFound()
    if (!task.trashedAt) throw notInTrash()
    await removeTasks(tx, project, [task], record)
    return { id }
  })

/** Removes what was thrown away in a project up to `until`, the oldest first and at most `PURGED_AT_ONCE`: whoever empties a large trash
 *  calls until nothing is `left`. What others throw away meanwhile stays. */
export const emptyTrash = (
  ctx: Acting,
  { projectId, until }: { projectId: string; until: string },
) =>
  recorded(ctx, { at: { projectId }, needs: 'admin' }, async (tx, project, record) => {
    const tasks = await tx.$queryRaw<DoomedTask[]>`
      select id, "projectId", number, "createdBy" from "Task"
       where "trashedAt" <= ${until}::timestamptz and id = any(array(
         select id from "Task" where "projectId" = ${projectId}::uuid and "trashedAt" <= ${until}::timestamptz
          order by "trashedAt", id limit ${PURGED_AT_ONCE}))
       order by id for update`
    await removeTasks(tx, project, tasks, record)
    const left = await tx.task.count({ where: { projectId, trashedAt: { lte: until } } })
    return { purged: tasks.length, left }
  })

/** A task whose row the transaction has locked. */
export interface DoomedTask {
  readonly id: string
  readonly projectId: string
  readonly number: number
  readonly createdBy: string
  readonly trashedAt?: Date | null
}

/** Rows first: whatever wrote about one of them before held its row, so its event is there to be redacted. */
export async function removeTasks(
  tx: Tx,
  { key }: { key: string },
  tasks: readonly DoomedTask[],
  record: Recording,
) {
  if (tasks.length === 0) return
  const ids = tasks.map(({ id }) => id)
  await tx.task.deleteMany({ where: { id: { in: ids } } })
  // Answers to repeated calls hold the title.
  await tx.$executeRaw`
    delete from "IdempotencyKey" where "userId" = any(${tasks.map(({ createdBy }) => createdBy)}::uuid[])
       and answer->>'id' = any(${ids}::text[])`
  await redactTasks(tx, ids)
  // What a target answered to a webhook may be what it was told.
  await tx.$executeRaw`
    update "WebhookDelivery" d set response = null from "Event" e join "Webhook" w on w."projectId" = e."projectId"
     where e."taskId" = any(${ids}::uuid[]) and d."webhookId" = w.id and d."eventSeq" = e.seq and d.response is not null`
  for (const { id, number } of tasks)
    record('task.purged', { key: [`${key}-${number}`, null] }, { taskId: id })
}

const notInTrash = () =>
  appError('CONFLICT', 'This task is not in the trash; only what is there can be deleted for good')
