import { type Asking, visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import type { TaskCursor } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { cursorSql, placeSql } from './cursor.ts'
import { assignedTo, rowSql, type TaskRow } from './row.ts'

/** Tasks of a page, and where a live stream of what follows begins. */
export interface TaskPage {
  items: TaskRow[]
  nextCursor: string | null
  seq: number
}

export interface Board {
  columns: {
    statusId: string
    /** Counted up to 1,000. */
    count: number
    /** The first 50, or as many as fit this column's share of an answer. */
    tasks: TaskRow[]
    /** Where `tasks.list` of this status goes on; null after the last. */
    nextCursor: string | null
  }[]
  seq: number
}

export interface ListFilter {
  projectId: string
  statusId?: string
  assigneeId?: string
  open?: boolean
  ids?: string[]
  cursor?: TaskCursor
  limit: number
}

/** One prepared statement; its JSON is the answer. */
export const listTasks = (asking: Asking, filter: ListFilter) =>
  answered<TaskPage>(asking, listSql(filter), [
    filter.projectId,
    asking.user.id,
    filter.limit,
    ...(filter.cursor ? [filter.cursor.rank, filter.cursor.version, filter.cursor.id] : []),
    ...[filter.statusId, filter.ids, filter.assigneeId].filter((value) => value !== undefined),
  ])

export const boardOf = (
  asking: Asking,
  { projectId, assigneeId }: { projectId: string; assigneeId?: string },
) =>
  answered<Board>(asking, boardSql(assigneeId !== undefined), [
    projectId,
    asking.user.id,
    ...(assigneeId === undefined ? [] : [assigneeId]),
  ])

const visible = `visible as (select p.id, p.key, p."workspaceId" from "Project" p where p.id = $1 and ${visibleSql('$2')})`
const alive = `t."trashedAt" is null and t."archivedAt" is null`
// Asked of each task: `exists` would be a join, which may begin at the statuses and sort all their tasks.
const isOpen = `(select s."group"::"Group" < 'completed' from "Status" s where s.id = t."statusId")`

/** A person's tasks are few: they are found once by an index of their own, whatever the project's size. */
const theirsSql = (parameter: string) => `theirs as materialized (
  select t.* from visible p join ${assignedTo(`${parameter}::uuid`)} t on t."projectId" = p.id)`

export function listSql({
  cursor,
  statusId,
  assigneeId,
  open,
  ids,
}: Partial<Record<keyof ListFilter, unknown>>) {
  let next = cursor === undefined ? 4 : 7
  const status = statusId !== undefined && `$${next++}`
  const wanted = ids && `$${next++}::uuid[]`
  const theirs = assigneeId !== undefined && theirsSql(`$${next++}`)
  const named = wanted && `(select * from "Task" where id = any(${wanted}) offset 0)`
  const conditions = [
    alive,
    cursor !== undefined && `t.rank > ${placeSql(4)}`,
    status && `t."statusId" = ${status}`,
    wanted && `t.id = any(${wanted})`,
    open && isOpen,
  ].filter(Boolean)
  return `with ${visible},${theirs ? `${theirs},` : ''}
    page as materialized (
      select t.*, p.key from visible p join ${theirs ? 'theirs' : named || '"Task"'} t on t."projectId" = p.id
       where t."projectId" = $1 and ${conditions.join(' and ')} order by t.rank limit $3)
    select json_build_object(
      'items', coalesce((select json_agg(${rowSql.replaceAll('p.key', 't.key')} order by t.rank) from page t), '[]'),
      'nextCursor', (select case when count(*) = $3 then (array_agg(${cursorSql} order by t.rank desc))[1] end from page t),
      'seq', ${newestPlace('visible."workspaceId"')})::text as answer from visible`
}

/** Bytes of a board, which its columns share. */
const BOARD_BYTES = 384 * 1024

/** About the bytes of a task in an answer, in SQL. */
const bytesSql = `(450 + octet_length(t.title) + 39 * (cardinality(t."assigneeIds") + cardinality(t."labelIds")))`

export function boardSql(byAssignee: boolean) {
  const column = byAssignee
    ? 'theirs t where t."statusId" = s.id'
    : `"Task" t where t."projectId" = $1 and t."statusId" = s.id and ${alive}`
  return `with ${visible}${byAssignee ? `, ${theirsSql('$3')}` : ''}
    select json_build_object('columns', (
      select json_agg(json_build_object(
        'statusId', s.id,
        'count', (select count(*) from (select 1 from ${column} limit 1000) capped),
        'tasks', coalesce(first.tasks, '[]'),
        'nextCursor', first.cursor) order by s.rank)
      from "Status" s left join lateral (
        select json_agg(${rowSql} order by t.rank) as tasks,
               case when count(*) = 50 or count(*) < max(t.read) then (array_agg(${cursorSql} order by t.rank desc))[1] end as cursor
          from (select t.*, count(*) over () as read, sum(${bytesSql}) over (order by t.rank) - ${bytesSql} as before
                  from (select t.* from ${column} order by t.rank limit 50) t) t
         where t.before < ${BOARD_BYTES} / (select count(*) from "Status" where "projectId" = p.id)) first on true
      where s."projectId" = p.id), 'seq', ${newestPlace('p."workspaceId"')})::text as answer from visible p`
}
