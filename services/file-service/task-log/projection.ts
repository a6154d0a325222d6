import type { Prisma } from '#db/file'
import { projectAccess } from '../../task-service/access-projection.ts'
import { type LogRow, taskEventOf } from '../../task-service/events.ts'

/** What a page of task-service's log means for who may see which files. Types of a later release are passed over; an event that
 *  lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, rows: readonly LogRow[]) {
  const events = rows.flatMap((row) => taskEventOf(row) ?? [])
  await projectAccess(tx, events)
  const created = events.flatMap(({ type, taskId: id, projectId }) =>
    type === 'task.created' ? [{ id, projectId }] : [],
  )
  if (created.length > 0) await tx.$executeRawUnsafe(addTasks, JSON.stringify(created))
  const shown = events.flatMap(({ type, changes, taskId, projectId, actorId }) =>
    type === 'task.created' && changes.pictures
      ? changes.pictures[1].map((fileId) => ({ fileId, taskId, projectId, attachedBy: actorId }))
      : [],
  )
  if (shown.length > 0) await tx.$executeRawUnsafe(attachPictures, JSON.stringify(shown))
  const purged = events.flatMap(({ type, taskId: id }) => (type === 'task.purged' ? [id] : []))
  if (purged.length > 0)
    for (const sql of purgeTasks) await tx.$executeRawUnsafe(sql, JSON.stringify(purged))
}

const addTasks = `
  insert into "TaskRef" (id, "projectId")
  select id, "projectId" from json_to_recordset($1::json) as r(id uuid, "projectId" uuid) on conflict do nothing`

/** SQL: whatever a text says, only files of the task's own project. */
const attachPictures = `
  insert into "Attachment" ("fileId", "taskId", "attachedBy")
  select f.id, r."taskId", r."attachedBy"
    from json_to_recordset($1::json) as r("fileId" uuid, "taskId" uuid, "projectId" uuid, "attachedBy" uuid)
    join "File" f on f.id = r."fileId" and f."projectId" = r."projectId" and f.state = 'ready'
   where r."attachedBy" is not null on conflict do nothing`

const ids = 'select json_array_elements_text($1::json)::uuid'

/** SQL: the files of tasks that were deleted for good go with them, but for those that another task shows too; the sweeper
 *  removes their bytes. */
const purgeTasks = [
  `update "File" f set state = 'purging'
    where id in (select "fileId" from "Attachment" where "taskId" in (${ids}))
      and not exists (select from "Attachment" a where a."fileId" = f.id and a."taskId" not in (${ids}))`,
  `delete from "TaskRef" where id in (${ids})`,
  `delete from "ParkedEvent" where event->>'taskId' in (select json_array_elements_text($1::json))`,
]

/** Forgets who may see what, for the log says it again. Projects, tasks and their files stay, even those that the log
 *  does not know any more. */
export async function forgetRights(tx: Prisma.TransactionClient) {
  await tx.parkedEvent.deleteMany()
  await tx.projectMember.deleteMany()
  await tx.member.deleteMany()
}
