import { createHash } from 'node:crypto'
import type { Pool } from '../../chassis/database.ts'
import { asJsonText } from '../../chassis/listener.ts'
import { notFound } from '../../chassis/trpc.ts'
import { type Asking, visibleSql } from '../access/access.ts'
import type { TaskCursor } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { cursorSql, placeSql } from './cursor.ts'
import { rowSql, type TaskRow } from './row.ts'

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
export const listTasks = (asking: Asking & { pool: Pool }, filter: ListFilter) =>
  answered<TaskPage>(asking, listSql(filter), [
    filter.projectId,
    asking.user.id,
    filter.limit,
    ...(filter.cursor ? [filter.cursor.rank, filter.cursor.version, filter.cursor.id] : []),
    ...[filter.statusId, filter.ids, filter.assigneeId].filter((value) => value !== undefined),
  ])

export const boardOf = (
  asking: Asking & { pool: Pool },
  { projectId, assigneeId }: { projectId: string; assigneeId?: string },
) =>
  answered<Board>(asking, boardSql(assigneeId !== undefined), [
    projectId,
    asking.user.id,
    ...(assigneeId === undefined ? [] : [assigneeId]),
  ])

/** No row means no such project for this user; someone who joined a moment ago gets a second look. */
async function answered<T>(
  { pool, pullMembers }: Asking & { pool: Pool },
  text: string,
  values: unknown[],
) {
  const name = `h${createHash('sha1').update(text).digest('hex').slice(0, 15)}`
  const look = async () => (await pool.query<{ answer: string }>({ name, text, values })).rows[0]
  const row = (await look()) ?? (await pullMembers().then(look))
  if (!row) throw notFound()
  return asJsonText<T>(row.answer)
}

const visible = `visible as (select p.id, p.key, p."workspaceId" from "Project" p where p.id = $1 and ${visibleSql('$2')})`
const alive = `t."trashedAt" is null and t."archivedAt" is null`
const isOpen = `exists (select 1 from "Status" s where s.id = t."statusId" and s."group"::"Group" < 'completed')`

/** A person's tasks are few: they are found once by an index of their own, whatever the project's size. */
const theirsSql = (parameter: string) => `theirs as materialized (
  select t.* from visible p join "Task" t on t."projectId" = p.id
   where t."projectId" = $1 and ${alive} and t."assigneeIds" @> array[${parameter}::uuid])`

export function listSql({
  cursor,
  statusId,
  assigneeId,
  open,
  ids,
}: Partial<Record<keyof ListFilter, unknown>>) {
  let next = cursor === undefined ? 4 : 7
  const conditions = [
    alive,
    cursor !== undefined && `t.rank > ${placeSql(4)}`,
    statusId !== undefined && `t."statusId" = $${next++}`,
    ids && `t.id = any($${next++}::uuid[])`,
    open && isOpen,
  ].filter(Boolean)
  const theirs = assigneeId !== undefined && theirsSql(`$${next++}`)
  return `with ${visible},${theirs ? `${theirs},` : ''}
    page as materialized (
      select t.*, p.key from visible p join ${theirs ? 'theirs' : '"Task"'} t on t."projectId" = p.id
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
