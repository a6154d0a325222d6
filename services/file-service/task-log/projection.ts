import type { Prisma } from '#db/file'
import { projectAccess } from '../../task-service/access-projection.ts'
import { type LogRow, type TaskEvent, taskEventOf } from '../../task-service/events.ts'

/** What a page of task-service's log means for who may see which files. Types of a later release are passed over; an event that
 *  lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, rows: readonly LogRow[]) {
  const events = rows.flatMap((row) => taskEventOf(row) ?? [])
  await projectAccess(tx, events)
  for (const run of runsOf(events)) await run.apply(tx, run.events)
}

type Apply = (tx: Prisma.TransactionClient, events: readonly TaskEvent[]) => Promise<void>

interface Run {
  readonly apply: Apply
  readonly events: TaskEvent[]
}

/** Tasks that were made, moved to another project and deleted for good, in turns: a copy shows files of the project in
 *  which the first was at that moment. All tasks of a move go from one project to one other. */
function runsOf(events: readonly TaskEvent[]) {
  const runs: Run[] = []
  for (const event of events) {
    const apply = effects[event.type]
    if (!apply) continue
    const last = runs.at(-1)
    const isOfLast =
      last?.apply === apply && (apply !== moveTasks || last.events[0]?.actionId === event.actionId)
    if (isOfLast) last.events.push(event)
    else runs.push({ apply, events: [event] })
  }
  return runs
}

const effects: Partial<Record<TaskEvent['type'], Apply>> = {
  'task.created': makeTasks,
  'task.moved_in': moveTasks,
  'task.purged': purgeTasks,
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

/** Files first: which ones a task shows is seen from where it was. */
async function moveTasks(tx: Prisma.TransactionClient, events: readonly TaskEvent[]) {
  const moved = events.map(({ taskId: id, projectId }) => ({ id, projectId }))
  for (const sql of [moveFiles, moveRefs]) await tx.$executeRawUnsafe(sql, JSON.stringify(moved))
}

async function purgeTasks(tx: Prisma.TransactionClient, events: readonly TaskEvent[]) {
  const purged = JSON.stringify(events.map(({ taskId }) => taskId))
  for (const sql of [purgeFiles, purgeRefs, purgeParked]) await tx.$executeRawUnsafe(sql, purged)
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

/** SQL: files go with the last task that shows them, and so does the room that they take, even where there is none left. */
const moveFiles = `
  with going as (
    select distinct f.id, f."projectId" as before, r."projectId" as after
      from ${movedTasks} join "TaskFile" shown on shown."taskId" = r.id join "File" f on f.id = shown."fileId"
     where f."projectId" <> r."projectId" and not exists (
       select from "TaskFile" o where o."fileId" = f.id and o."taskId" not in (select id from ${movedTasks}))),
  gone as (
    update "File" f set "projectId" = going.after from going where f.id = going.id
    returning f."sizeBytes" as size, going.before, going.after)
  insert into "Usage" as used ("projectId", "usedBytes")
  select project, sum(size) from (
    select before as project, -size as size from gone union all select after, size from gone) sums
   group by project order by project
  on conflict ("projectId") do update set "usedBytes" = used."usedBytes" + excluded."usedBytes"`

const moveRefs = `
  update "TaskRef" t set "projectId" = r."projectId" from ${movedTasks} where t.id = r.id`

const ids = 'select json_array_elements_text($1::json)::uuid'

/** SQL: the files that tasks show that were deleted for good go with them, but for those that are attached to another task
 *  too, which may come back for them; the sweeper removes their bytes. */
const purgeFiles = `
  update "File" f set state = 'purging'
   where id in (select "fileId" from "TaskFile" where "taskId" in (${ids}))
     and not exists (select from "Attachment" a where a."fileId" = f.id and a."taskId" not in (${ids}))`
const purgeRefs = `delete from "TaskRef" where id in (${ids})`
const purgeParked = `
  delete from "ParkedEvent" where event->>'taskId' in (select json_array_elements_text($1::json))`

/** Forgets who may see what, for the log says it again, and tells anew what task-service may have lost with it. Projects, tasks and their files stay, even those that the log
 *  does not know any more. */
export async function forgetRights(tx: Prisma.TransactionClient) {
  await tx.parkedEvent.deleteMany()
  await tx.projectMember.deleteMany()
  await tx.member.deleteMany()
  await tx.$executeRawUnsafe(tellAgain)
}

/** SQL: all tasks, for a task-service that has come back without what it was told. */
const tellAgain = `insert into "FileNews" ("taskId") select distinct "taskId" from "Attachment"`
