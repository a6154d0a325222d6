import { visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import { mineFilter } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { assignedTo, rowSql, type TaskRow } from '../lists/row.ts'
import { procedure, router } from '../trpc.ts'

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
      select ${rowSql('$2').replaceAll('p.key', 't.key')} as row, "dueDate", rank
        from mine t where ${condition} order by "dueDate" nulls last, rank limit 50) nearest) counted
   where bytes < ${LIST_BYTES}), '[]')`

const week = `to_char($3::text::date + 7, 'YYYY-MM-DD')`

const lists = {
  overdue: '"dueDate" < $3::text',
  today: '"dueDate" = $3::text',
  next: `"dueDate" > $3::text and "dueDate" <= ${week}`,
  later: `"dueDate" is null or "dueDate" > ${week}`,
} satisfies Partial<Record<keyof Mine, string>>

/** SQL: lists of what user `$2` has to do in workspace `$1` on day `$3`, as JSON. */
const mineJson = (wanted: [name: string, condition: string][], of: string) => `(
  with places as materialized (
    select p.id, p.key from "Project" p where p."workspaceId" = $1 and p."archivedAt" is null and ${visibleSql('$2')}),
  theirs as materialized (select * from ${assignedTo('$2::uuid')} t where ${of}),
  mine as materialized (
    select t.*, p.key from theirs t join places p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
     where s."group"::"Group" < 'completed'
     order by t."dueDate" nulls last limit 500)
  select json_build_object(
    ${wanted.map(([name, condition]) => `'${name}', ${listed(condition)}`).join()},
    'seq', ${newestPlace('$1')}))`

const { later: _, ...soonLists } = lists

/** Without what is due later. */
export const soonJson = mineJson(Object.entries(soonLists), `t."dueDate" <= ${week}`)

export const mineSql = `
  select ${mineJson(Object.entries(lists), 'true')}::text as answer
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2`
