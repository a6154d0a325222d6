import type { z } from 'zod'
import { visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import { mineFilter } from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { assignedTo, rowSql, type TaskRow } from '../lists/row.ts'
import { daysLater } from '../tql/days.ts'
import { beginOf } from '../tql/instant.ts'
import { procedure, router } from '../trpc.ts'

interface Soon {
  overdue: TaskRow[]
  today: TaskRow[]
  /** The next seven days. */
  next: TaskRow[]
  seq: number
}

/** My open tasks by when they are due, up to 50 in each list, fewer where they are long. `later` ends with those that
 *  have no day. */
export interface Mine extends Soon {
  later: TaskRow[]
}

/** The same for the first screen: without what is due later, and those that have no day apart, the newest first. */
export interface MineSoon extends Soon {
  undated: TaskRow[]
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

/** How many tasks are looked at of those that have a day, and of those that have none. */
const READ_MAX = 500

/** Bytes of each list. */
const LIST_BYTES = 96 * 1024

const byDay = '"dueDate" nulls last, "dueTime" nulls first, rank'
/** What was made together stands in its own order. */
const newestFirst = '"createdAt" desc, number'

const listed = (condition: string, order = byDay) => `coalesce((
  select json_agg(row order by ${order}) from (
    select *, sum(octet_length(row::text)) over (order by ${order}) as bytes from (
      select ${rowSql('$2').replaceAll('p.key', 't.key')} as row, "dueDate", "dueTime", rank, "createdAt", number
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
const mineJson = (wanted: [name: string, list: string][], of: string) => `(
  with places as materialized (
    select p.id, p.key from "Project" p where p."workspaceId" = $1 and p."archivedAt" is null and ${visibleSql('$2')}),
  theirs as materialized (select * from ${assignedTo('$2::uuid')} t where ${of}),
  mine as materialized (
    select * from (
      select t.*, p.key,
             row_number() over (partition by t."dueDate" is null order by t."dueDate", t."createdAt" desc) as nth
        from theirs t join places p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
       where s."group"::"Group" < 'completed') numbered
     where nth <= ${READ_MAX})
  select json_build_object(
    ${wanted.map(([name, list]) => `'${name}', ${list}`).join()},
    'seq', ${newestPlace('$1')}))`

const listOf = ([name, condition]: [name: string, condition: string]): [string, string] => [
  name,
  listed(condition),
]

const { later: _, ...soonLists } = lists

export const soonJson = mineJson(
  [...Object.entries(soonLists).map(listOf), ['undated', listed('"dueDate" is null', newestFirst)]],
  // Elsewhere it may be two days later: zones differ by up to 26 hours.
  `t."dueDate" <= to_char($4::text::date + 2, 'YYYY-MM-DD') or t."dueDate" is null and t."completedAt" is null`,
)

export const mineSql = `
  select ${mineJson(Object.entries(lists).map(listOf), 'true')}::text as answer
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2 and m."suspendedAt" is null`
