import type { z } from 'zod'
import { visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import { mineFilter } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { assignedTo, rowSql, type TaskRow } from '../lists/row.ts'
import { daysLater } from '../tql/days.ts'
import { beginOf } from '../tql/instant.ts'
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
    .query(({ ctx, input }) => answered<Mine>(ctx, mineSql, mineValues(ctx, input))),
})

const WEEK = 7

/** Who asks, their day and the last of the week that follows; the moment, and the instants at which tomorrow begins for them and that week ends. */
export function mineValues(
  { user, now }: { readonly user: { readonly id: string }; readonly now: Date },
  { workspaceId, today, timeZone }: z.infer<typeof mineFilter>,
) {
  const [tomorrow, end] = [1, 1 + WEEK].map((days) => beginOf(daysLater(today, days), timeZone))
  return [workspaceId, user.id, today, daysLater(today, WEEK), now, tomorrow, end]
}

/** Bytes of each list. */
const LIST_BYTES = 96 * 1024

const order = '"dueDate" nulls last, "dueTime" nulls first, rank'

const listed = (condition: string) => `coalesce((
  select json_agg(row order by ${order}) from (
    select *, sum(octet_length(row::text)) over (order by ${order}) as bytes from (
      select ${rowSql('$2').replaceAll('p.key', 't.key')} as row, "dueDate", "dueTime", rank
        from mine t where ${condition} order by ${order} limit 50) nearest) counted
   where bytes < ${LIST_BYTES}), '[]')`

/** SQL: what is due on one of some days, and at an instant where it has a time. */
const dueIn = (days: string, instants: string) =>
  `case when "dueAt" is null then ${days} else ${instants} end`

const lists = {
  overdue: dueIn('"dueDate" < $3::text', '"dueAt" <= $5::timestamptz'),
  today: dueIn('"dueDate" = $3::text', '"dueAt" > $5::timestamptz and "dueAt" < $6::timestamptz'),
  next: dueIn(
    '"dueDate" > $3::text and "dueDate" <= $4::text',
    // The day may be over already for the clock of whoever asks.
    '"dueAt" > $5::timestamptz and "dueAt" >= $6::timestamptz and "dueAt" < $7::timestamptz',
  ),
  later: dueIn(
    '"dueDate" is null or "dueDate" > $4::text',
    '"dueAt" > $5::timestamptz and "dueAt" >= $7::timestamptz',
  ),
} satisfies Partial<Record<keyof Mine, string>>

/** SQL: lists of what a person has to do, by `mineValues`, as JSON. */
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
export const soonJson = mineJson(
  Object.entries(soonLists),
  // Elsewhere it may be two days later: zones differ by up to 26 hours.
  `t."dueDate" <= to_char($4::text::date + 2, 'YYYY-MM-DD')`,
)

export const mineSql = `
  select ${mineJson(Object.entries(lists), 'true')}::text as answer
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2`
