import { type Asking, visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import type { Grouping, TaskCursor } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import type { Filter } from '../filter/filter.ts'
import { orderOf } from '../filter/order.ts'
import { valuesAfter } from '../filter/values.ts'
import { byRank } from './cursor.ts'
import { rowSql, type TaskRow } from './row.ts'
import { sourceOf } from './source.ts'

/** Tasks of a page, and where a live stream of what follows begins. */
export interface TaskPage {
  items: TaskRow[]
  nextCursor: string | null
  seq: number
}

export interface Board {
  /** Left out where the columns are the statuses. */
  groupBy?: Exclude<Grouping, 'status'>
  columns: {
    /** Of a board by something else: the key of the group, which `tasks.list` takes as `group`. */
    statusId: string
    /** Counted up to 1,000. */
    count: number
    /** The first 50, or as many as fit this column's share of an answer. */
    tasks: TaskRow[]
    /** Where `tasks.list` of this column goes on; null after the last. */
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

/** One statement; its JSON is the answer. Filters of people are many, so theirs are not kept by the connections. */
export const listTasks = (asking: Asking, filter: ListFilter, query?: Filter) => {
  const { text, values } = listSql(asking.user.id, filter, query)
  return answered<TaskPage>(asking, text, values, { isPrepared: !query })
}

export interface BoardFilter {
  projectId: string
  assigneeId?: string
}

export const boardOf = (asking: Asking, filter: BoardFilter, query?: Filter) => {
  const { text, values } = boardSql(asking.user.id, filter, query)
  return answered<Board>(asking, text, values, { isPrepared: !query })
}

export const visible = `visible as (select p.id, p.key, p."workspaceId" from "Project" p where p.id = $1 and ${visibleSql('$2')})`
// Asked of each task: `exists` would be a join, which may begin at the statuses and sort all their tasks.
const isOpen = `(select s."group"::"Group" < 'completed' from "Status" s where s.id = t."statusId")`

export const orderIn = (query?: Filter) =>
  query && query.sort.length > 0 ? orderOf(query.sort) : byRank

export function listSql(userId: string, filter: ListFilter, query?: Filter) {
  const { projectId, cursor, statusId, assigneeId, open, ids, limit } = filter
  const values = valuesAfter([projectId, userId, limit])
  const order = orderIn(query)
  const after = cursor && order.afterSql(cursor, values)
  const status = statusId && `${values.add(statusId)}::uuid`
  const isMerged = query !== undefined && !status && !ids
  const source = sourceOf(values, {
    ...{ query, ids, assigneeId, status: isMerged ? 's.id' : (status ?? 't."statusId"') },
  })
  const conditions = [
    `t."projectId" = $1`,
    ...[...source.where, order.fits, after, status && `t."statusId" = ${status}`, open && isOpen],
  ].filter(Boolean)
  const where = conditions.join(' and ')
  // Each status has an index of its order: of a filtered list the first tasks of each are enough.
  const merged = `"Status" s, lateral (
    select t.* from ${source.from} t where ${where} and t."statusId" = s.id order by ${order.sql} limit $3) t where s."projectId" = $1`
  const joined = `${source.from} t on t."projectId" = p.id where ${where}`
  const text = `with ${[visible, ...source.beside].join(',')},
    page as materialized (
      select t.*, p.key from visible p ${isMerged ? `, ${merged}` : `join ${joined}`} order by ${order.sql} limit $3)
    select json_build_object(
      'items', coalesce((select json_agg(${rowSql('$2').replaceAll('p.key', 't.key')} order by ${order.sql}) from page t), '[]'),
      'nextCursor', (select case when count(*) = $3 then ${lastOf(order)} end from page t),
      'seq', ${newestPlace('visible."workspaceId"')})::text as answer from visible`
  return { text, values: values.all }
}

/** SQL: the cursor of the last of some tasks. */
const lastOf = ({ sql, cursorSql }: { sql: string; cursorSql: string }) =>
  `(array_agg(${cursorSql} order by ${sql}))[count(*)::int]`

/** Bytes of a board, which its columns share. */
export const BOARD_BYTES = 384 * 1024

/** About the bytes of a task in an answer, in SQL. */
export const bytesSql = `(450 + octet_length(t.title) + 39 * (cardinality(t."assigneeIds") + cardinality(t."labelIds")))`

export function boardSql(userId: string, { projectId, assigneeId }: BoardFilter, query?: Filter) {
  const values = valuesAfter([projectId, userId])
  const order = orderIn(query)
  const { beside, from, where } = sourceOf(values, { query, assigneeId, status: 's.id' })
  const conditions = [`t."projectId" = $1`, 't."statusId" = s.id', ...where, order.fits]
  const column = `${from} t where ${conditions.filter(Boolean).join(' and ')}`
  // What a filter has to look for is looked for once, to be counted and shown.
  const readAtMost = query ? 1000 : 50
  const text = `with ${[visible, ...beside].join(',')}
    select json_build_object('columns', (
      select json_agg(json_build_object(
        'statusId', s.id,
        'count', ${query ? 'coalesce(first.matched, 0)' : `(select count(*) from (select 1 from ${column} limit 1000) capped)`},
        'tasks', coalesce(first.tasks, '[]'),
        'nextCursor', first.cursor) order by s.rank)
      from "Status" s left join lateral (
        select json_agg(${rowSql('$2')} order by ${order.sql}) as tasks, max(t.matched) as matched,
               case when count(*) = 50 or count(*) < max(t.read) then ${lastOf(order)} end as cursor
          from (select t.*, least(50, t.matched) as read, sum(${bytesSql}) over (order by ${order.sql}) - ${bytesSql} as before
                  from (select t.*, count(*) over () as matched
                          from (select t.* from ${column} order by ${order.sql} limit ${readAtMost}) t
                         order by ${order.sql} limit 50) t) t
         where t.before < ${BOARD_BYTES} / (select count(*) from "Status" where "projectId" = p.id)) first on true
      where s."projectId" = p.id), 'seq', ${newestPlace('p."workspaceId"')})::text as answer from visible p`
  return { text, values: values.all }
}
