import { visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import { mineFilter } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { procedure, router } from '../trpc.ts'
import { assignedTo, rowSql, type TaskRow } from './row.ts'

/** My open tasks by when they are due, up to 50 in each list, fewer where they are long. */
export interface Mine {
  overdue: TaskRow[]
  today: TaskRow[]
  /** The next seven days. */
  next: TaskRow[]
  later: TaskRow[]
  seq: number
}

export const mine = router({
  get: procedure
    .input(mineFilter)
    .query(({ ctx, input: { workspaceId, today } }) =>
      answered<Mine>(ctx, mineSql, [workspaceId, ctx.user.id, today]),
    ),
})

/** Bytes of each list. */
const LIST_BYTES = 96 * 1024

const listed = (condition: string) => `coalesce((
  select json_agg(row order by "dueDate" nulls last, rank) from (
    select *, sum(octet_length(row::text)) over (order by "dueDate" nulls last, rank) as bytes from (
      select row, "dueDate", rank from mine where ${condition} order by "dueDate" nulls last, rank limit 50) nearest) counted
   where bytes < ${LIST_BYTES}), '[]')`

const week = `to_char($3::date + 7, 'YYYY-MM-DD')`

/** SQL: what is `Mine` of user `$2` in workspace `$1` on day `$3`, as JSON. */
export const mineJson = `(
  with mine as materialized (
    select ${rowSql} as row, t."dueDate", t.rank
      from ${assignedTo('$2::uuid')} t join "Project" p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
     where p."workspaceId" = $1 and p."archivedAt" is null and s."group"::"Group" < 'completed'
       and ${visibleSql('$2')}
     order by t."dueDate" nulls last limit 500)
  select json_build_object(
    'overdue', ${listed('"dueDate" < $3')},
    'today', ${listed('"dueDate" = $3')},
    'next', ${listed(`"dueDate" > $3 and "dueDate" <= ${week}`)},
    'later', ${listed(`"dueDate" is null or "dueDate" > ${week}`)},
    'seq', ${newestPlace('$1')}))`

export const mineSql = `
  select ${mineJson}::text as answer from "Member" m where m."workspaceId" = $1 and m."userId" = $2`
