import type { Asking } from '../access/access.ts'
import { answered } from '../answered.ts'
import type { Grouping } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import type { Filter } from '../filter/filter.ts'
import { keysSql } from '../filter/groups.ts'
import { valuesAfter } from '../filter/values.ts'
import { BOARD_BYTES, type Board, type BoardFilter, bytesSql, orderIn, visible } from './lists.ts'
import { rowSql } from './row.ts'
import { sourceOf } from './source.ts'

interface Grouped extends BoardFilter {
  readonly groupBy: Grouping
  readonly today: string
  readonly timeZone: string
}

/** The tasks of a project by something else than their status, groups without any left out and in no order. */
export const groupedBoard = (asking: Asking, filter: Grouped, query?: Filter) => {
  const { text, values } = groupedSql(asking.user.id, filter, query)
  return answered<Board>(asking, text, values, { isPrepared: !query })
}

/** How many tasks of a group are shown at first, if they fit its share of an answer. */
const FIRST = 50
/** Bytes of the shortest task in an answer. */
const LEAST_BYTES = 450

/** One pass over the tasks, by an index of their project: nothing tells beforehand how many groups there are. Only what
 *  may fit into the answer is read whole; `offset 0` has it looked for by its id. */
export function groupedSql(userId: string, filter: Grouped, query?: Filter) {
  const { projectId, assigneeId, groupBy } = filter
  const values = valuesAfter([projectId, userId])
  const order = orderIn(query)
  const { beside, from, where } = sourceOf(values, { query, assigneeId, status: 't."statusId"' })
  const conditions = [`t."projectId" = $1`, ...where].join(' and ')
  const keys = keysSql(groupBy, filter, values)
  const text = `with ${[visible, ...beside].join(',')},
    member as materialized (
      select * from (
        select t.id, k.key, count(*) over (partition by k.key) as matched,
               row_number() over (partition by k.key order by ${order.sql}) as nth
          from ${from} t, lateral (${keys}) k(key) where ${conditions}) m where nth <= ${FIRST}),
    share as materialized (select ${BOARD_BYTES} / greatest(1, count(*)) as bytes from member where nth = 1),
    page as materialized (
      select t.*, m.key, m.nth, sum(${bytesSql}) over (partition by m.key order by m.nth) <= share.bytes as fits
        from share, member m, lateral (select * from "Task" where id = m.id offset 0) t
       where m.nth * ${LEAST_BYTES} <= share.bytes),
    shown as (
      select t.key, count(*) as count, json_agg(${rowSql('$2')} order by t.nth) as tasks,
             (array_agg(${order.cursorSql} order by t.nth desc))[1] as cursor
        from page t, visible p where t.fits group by t.key)
    select json_build_object('groupBy', '${groupBy}', 'columns', coalesce((
      select json_agg(json_build_object(
               'statusId', m.key,
               'count', least(1000, m.matched),
               'tasks', coalesce(s.tasks, '[]'),
               'nextCursor', case when coalesce(s.count, 0) < m.matched then coalesce(s.cursor, '') end))
        from member m left join shown s on s.key = m.key where m.nth = 1), '[]'),
      'seq', ${newestPlace('p."workspaceId"')})::text as answer from visible p`
  return { text, values: values.all }
}
