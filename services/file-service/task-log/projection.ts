import type { Prisma } from '#db/file'
import { projectAccess } from '../../task-service/access-projection.ts'
import { type LogRow, type TaskEvent, taskEventOf } from '../../task-service/events.ts'

/** What a page of task-service's log means for who may see which files. Types of a later release are passed over; an event that
 *  lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, rows: readonly LogRow[]) {
  const events = rows.flatMap((row) => taskEventOf(row) ?? [])
  await projectAccess(tx, events)
  for (const run of runsOf(events))
    if (run.isMoving) await moveTasks(tx, run.events)
    else await makeTasks(tx, run.events)
  const purged = events.flatMap(({ type, taskId: id }) => (type === 'task.purged' ? [id] : []))
  if (purged.length > 0)
    for (const sql of purgeTasks) await tx.$executeRawUnsafe(sql, JSON.stringify(purged))
}

/** Tasks that were made and tasks that were moved to another project, in turns: a copy shows files of the project in which
 *  the first was at that moment. */
function runsOf(events: readonly TaskEvent[]) {
  const runs: { isMoving: boolean; events: TaskEvent[] }[] = []
  for (const event of events) {
    const isMoving = event.type === 'task.moved_in'
    if (!isMoving && event.type !== 'task.created') continue
    const last = runs.at(-1)
    if (last?.isMoving === isMoving) last.events.push(event)
    else runs.push({ isMoving, events: [event] })
  }
  return runs
}

async function makeTasks(tx: Prisma.TransactionClient, events: readonly TaskEvent[]) {
  const created = events.map(({ taskId: id, projectId }) => ({ id, projectId }))
  await tx.$executeRawUnsafe(addTasks, JSON.stringify(created))
  const shown = events.flatMap(({ type, changes, taskId, projectId, actorId }) =>
    type === 'task.created' && changes.pictures
      ? changes.pictures[1].map((fileId) => ({ fileId, taskId, projectId, attachedBy: actorId }))
      : [],
  )
  if (shown.length > 0) await tx.$executeRawUnsafe(attachPictures, JSON.stringify(shown))
}

/** Of a task that was moved more than once the last place counts. */
async function moveTasks(tx: Prisma.TransactionClient, events: readonly TaskEvent[]) {
  const places = new Map(events.map(({ taskId: id, projectId }) => [id, { id, projectId }]))
  const moved = JSON.stringify([...places.values()])
  for (const sql of [moveRefs, moveFiles, leaveFiles]) await tx.$executeRawUnsafe(sql, moved)
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

const movedTasks = `json_to_recordset($1::json) as r(id uuid, "projectId" uuid)`
const moveRefs = `
  update "TaskRef" t set "projectId" = r."projectId" from ${movedTasks} where t.id = r.id`

/** SQL: files go with their task, and so does the room that they take, even where there is none left; one that a task shows
 *  too that stayed behind stays with that one. */
const moveFiles = `
  with going as (
    select distinct on (f.id) f.id, f."projectId" as before, r."projectId" as after
      from ${movedTasks} join "Attachment" a on a."taskId" = r.id join "File" f on f.id = a."fileId"
     where f."projectId" <> r."projectId" and not exists (
       select from "Attachment" o join "TaskRef" t on t.id = o."taskId" where o."fileId" = f.id and t."projectId" = f."projectId")
     order by f.id),
  gone as (
    update "File" f set "projectId" = going.after from going where f.id = going.id
    returning f."sizeBytes" as size, going.before, going.after)
  insert into "Usage" as used ("projectId", "usedBytes")
  select project, sum(size) from (
    select before as project, -size as size from gone union all select after, size from gone) sums
   group by project order by project
  on conflict ("projectId") do update set "usedBytes" = used."usedBytes" + excluded."usedBytes"`

const leaveFiles = `
  delete from "Attachment" a using ${movedTasks}, "File" f
   where a."taskId" = r.id and f.id = a."fileId" and f."projectId" <> r."projectId"`

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
