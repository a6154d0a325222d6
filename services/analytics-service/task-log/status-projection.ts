import type { SqlTransaction } from '../../chassis/feed/cursor.ts'
import type { TaskEvent } from '../../task-service/events.ts'
import { runAll } from './run-all.ts'

/** Statuses that a page of events makes and renames. */
export async function addStatuses(tx: SqlTransaction, events: readonly TaskEvent[]) {
  const created = []
  const names = new Map<string, string>()
  for (const { type, projectId, changes } of events)
    if (type === 'status.created') {
      const { id, name, group, rank } = changes
      created.push({ id: id[1], projectId, name: name[1], group: group[1], rank: rank[1] })
    } else if (type === 'status.updated' && changes.name) names.set(changes.id[1], changes.name[1])
  await runAll(tx, insertSql, created)
  await runAll(
    tx,
    renameSql,
    [...names].map(([id, name]) => ({ id, name })),
  )
}

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
const deleteSql = `
  delete from "Status" s using json_to_recordset($1::json) as r(id uuid) where s.id = r.id`
