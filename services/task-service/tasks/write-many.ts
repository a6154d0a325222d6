import { z } from 'zod'
import { isoSql } from '../../chassis/database.ts'
import type { Actor } from '../access/access.ts'
import { group } from '../contract.ts'
import { diff } from '../events/diff.ts'
import type { Recording, Tx } from '../events/event-log.ts'
import { rowSql, taskRow } from '../lists/row.ts'
import { instantsOf, withoutLostTimes, withTimes } from './days.ts'
import { archivedAtIn, isClosed, moveTypeOf } from './move.ts'

const trashedAt = z.string().nullable()
const locked = taskRow.extend({ group, trashedAt })
/** A task whose row the transaction has locked. */
export type LockedTask = z.infer<typeof locked>

/** What becomes of a task. Who gives a status gives its group and `completedAt` too. */
export type TaskPatch = Partial<
  Pick<
    LockedTask,
    | 'title'
    | 'priority'
    | 'dueDate'
    | 'dueTime'
    | 'startDate'
    | 'startTime'
    | 'estimate'
    | 'assigneeIds'
    | 'labelIds'
    | 'statusId'
    | 'group'
    | 'completedAt'
    | 'rank'
    | 'parentId'
    | 'trashedAt'
    | 'archivedAt'
  >
> & {
  /** [before, after]: rows are locked without their long texts. */
  description?: [string, string]
}

/** A task as it is after it was written. */
export const written = taskRow.extend({ trashedAt })
export type Written = z.infer<typeof written>

/** Those of the tasks that are in the project. Rows are locked first, by id as everybody does who locks several, and read
 *  once nobody else can change them: a join under the lock would lose a task that was moved while we waited. */
export async function lockTasks(tx: Tx, reader: Actor, projectId: string, ids: readonly string[]) {
  await tx.$executeRaw`
    select from "Task" where "projectId" = ${projectId}::uuid and id = any(${ids}::uuid[]) order by id for no key update`
  return readTasks(tx, reader, projectId, ids)
}

/** The same, left to others. */
export async function readTasks(tx: Tx, reader: Actor, projectId: string, ids: readonly string[]) {
  const rows = await tx.$queryRawUnsafe<{ task: unknown }[]>(lockedSql, projectId, reader.id, ids)
  return rows.map(({ task }) => locked.parse(task))
}

const trashedSql = `jsonb_build_object('trashedAt', ${isoSql('t."trashedAt"')})`

const lockedSql = `
  select ${rowSql('$2')}::jsonb || ${trashedSql} || jsonb_build_object('group', s."group") as task
    from "Task" t join "Project" p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
   where t."projectId" = $1::uuid and t.id = any($3::uuid[]) order by t.id`

/** Writes what differs, by one statement however many tasks there are, and records an event for each. Returns the
 *  tasks that were changed. */
export async function writeTasks(
  tx: Tx,
  patches: readonly (readonly [LockedTask, TaskPatch])[],
  { user, now, record }: { user: Actor; now: Date; record: Recording },
) {
  const changed = patches.filter(([task, patch]) => recordChanges(task, patch, record))
  if (changed.length === 0) return []
  const after = changed.map(([task, { description, ...patch }]) => ({
    ...{ ...task, ...withoutLostTimes(task, patch) },
    ...instantsOf({ ...task, ...withoutLostTimes(task, patch) }),
    archivedAt: archivedAtOf(task, patch),
    description: description?.[1],
  }))
  const rows = await tx.$queryRawUnsafe<{ task: unknown }[]>(
    writeSql,
    JSON.stringify(after),
    user.id,
    now.toISOString(),
  )
  return rows.map(({ task }) => written.parse(task))
}

/** Whether a patch makes another thing of the task. */
export const changes = (task: LockedTask, patch: TaskPatch) =>
  recordChanges(task, patch, () => undefined)

/** False where the task is as it should be already. */
function recordChanges(task: LockedTask, patch: TaskPatch, record: Recording) {
  const about = { taskId: task.id }
  const { description, trashedAt, archivedAt: _, ...patched } = withoutLostTimes(task, patch)
  const { statusId, group, completedAt, rank, ...rest } = patched
  const archived = diff(task, { archivedAt: archivedAtOf(task, patch) })
  const isReopened = !isClosed(group ?? task.group) && isClosed(task.group)
  const fields = {
    ...withTimes(task, diff(task, rest)),
    ...(description && { description }),
    ...(!isReopened && archived),
  }
  const isUpdated = Object.keys(fields).length > 0
  if (isUpdated) record('task.updated', fields, about)
  const to = { statusId, group, completedAt, rank }
  const isMoved = Object.keys(diff(task, to)).length > 0
  if (isMoved) {
    const { rank: ranks, ...place } = diff(task, to)
    record(
      moveTypeOf(task.group, group ?? task.group),
      {
        statusId: [task.statusId, statusId ?? task.statusId],
        group: [task.group, group ?? task.group],
        completedAt: place.completedAt ?? [task.completedAt, task.completedAt],
        ...(ranks && { rank: [ranks[0], ranks[1] ?? task.rank] }),
        ...(isReopened && archived),
      },
      about,
    )
  }
  const isThrown = trashedAt !== undefined && (trashedAt === null) !== (task.trashedAt === null)
  if (isThrown) record(trashedAt ? 'task.trashed' : 'task.restored', {}, about)
  return isUpdated || isMoved || isThrown
}

/** Only what is closed stays in the archive. */
export const archivedAtOf = (task: LockedTask, { group, archivedAt }: TaskPatch) =>
  archivedAtIn(group ?? task.group, archivedAt === undefined ? task : { archivedAt })

const writeSql = `
  with after as (
    select * from jsonb_to_recordset($1::jsonb) as after(
      id uuid, title text, description text, priority text, "dueDate" text, "dueTime" text, "dueAt" timestamptz, "startDate" text, "startTime" text, "startAt" timestamptz, estimate float8, "assigneeIds" uuid[], "labelIds" uuid[],
      "statusId" uuid, "completedAt" timestamptz, rank text, "parentId" uuid, "trashedAt" timestamptz, "archivedAt" timestamptz)),
  t as (
    update "Task" t set
      title = after.title, description = coalesce(after.description, t.description), priority = after.priority,
      "dueDate" = after."dueDate", "dueTime" = after."dueTime", "dueAt" = after."dueAt", "startDate" = after."startDate", "startTime" = after."startTime", "startAt" = after."startAt", estimate = after.estimate, "assigneeIds" = after."assigneeIds", "labelIds" = after."labelIds",
      "statusId" = after."statusId", "completedAt" = after."completedAt", rank = after.rank, "parentId" = after."parentId",
      "trashedAt" = after."trashedAt", "archivedAt" = after."archivedAt", version = t.version + 1, "updatedAt" = $3::timestamptz
      from after where t.id = after.id
    returning t.*)
  select ${rowSql('$2')}::jsonb || ${trashedSql} as task from t join "Project" p on p.id = t."projectId"`
