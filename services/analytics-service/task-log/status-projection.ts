import type { SqlTransaction } from '../../chassis/feed/cursor.ts'
import type { Group } from '../../task-service/contract.ts'
import type { TaskEvent } from '../../task-service/events.ts'
import { runAll } from './run-all.ts'

/** Statuses that a page of events makes, renames, and puts into another group or order. */
export async function addStatuses(tx: SqlTransaction, events: readonly TaskEvent[]) {
  const created = []
  const names = new Map<string, string>()
  const groups = new Map<string, Group>()
  const ranks = new Map<string, number>()
  for (const { type, projectId, changes } of events)
    if (type === 'status.created') {
      const { id, name, group, rank } = changes
      created.push({ id: id[1], projectId, name: name[1], group: group[1], rank: rank[1] })
    } else if (type === 'status.updated') {
      const { id, name, group } = changes
      if (name) names.set(id[1], name[1])
      if (group) groups.set(id[1], group[1])
    } else if (type === 'statuses.ordered')
      for (const [rank, id] of changes.statusIds[1].entries()) ranks.set(id, rank)
  await runAll(tx, insertSql, created)
  await runAll(tx, renameSql, rowsOf('name', names))
  await runAll(tx, orderSql, rowsOf('rank', ranks))
  const regrouped = rowsOf('group', groups)
  await runAll(tx, regroupSql, regrouped)
  if (regrouped.length > 0)
    for (const sql of [forgetCountsSql, recountSql])
      await tx.$executeRawUnsafe(sql, JSON.stringify(regrouped))
}

const rowsOf = (field: string, values: ReadonlyMap<string, unknown>) =>
  [...values].map(([id, value]) => ({ id, [field]: value }))

/** Statuses that are not there any more after a page of events. */
export const removeStatuses = (tx: SqlTransaction, events: readonly TaskEvent[]) =>
  runAll(
    tx,
    deleteSql,
    events.flatMap(({ type, changes }) =>
      type === 'status.deleted' ? [{ id: changes.id[0] }] : [],
    ),
  )

const insertSql = `
  insert into "Status" (id, "projectId", name, "group", rank)
  select * from json_to_recordset($1::json) as r(id uuid, "projectId" uuid, name text, "group" text, rank int)`
const renameSql = `
  update "Status" s set name = r.name from json_to_recordset($1::json) as r(id uuid, name text) where s.id = r.id`
const orderSql = `
  update "Status" s set rank = r.rank from json_to_recordset($1::json) as r(id uuid, rank int) where s.id = r.id`

const groupsSql = 'json_to_recordset($1::json) as r(id uuid, "group" text)'
const regroupSql = `update "Status" s set "group" = r."group" from ${groupsSql} where s.id = r.id`
// What counts by due day depends on the group: the trigger on "TaskFact" looks at the group of the moment only.
const forgetCountsSql = `delete from "StatusCount" c using ${groupsSql} where c."statusId" = r.id`
const recountSql = `
  insert into "StatusCount" ("projectId", "statusId", "dueDate", tasks)
  select t."projectId", t."statusId", case when s."group"::"Group" < 'completed' then coalesce(t."dueDate", '') else '' end, count(*)
    from ${groupsSql} join "Status" s on s.id = r.id
    join "TaskFact" t on t."projectId" = s."projectId" and t."statusId" = s.id
   where t."trashedAt" is null
   group by 1, 2, 3`
const deleteSql = `
  delete from "Status" s using json_to_recordset($1::json) as r(id uuid) where s.id = r.id`
