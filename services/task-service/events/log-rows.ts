import { z } from 'zod'
import type { Pool } from '../../chassis/database.ts'
import { type Stamping, stampFeed } from '../../chassis/feed/feed.ts'
import { teamsShownSql } from '../access/insiders.ts'
import { EXCERPT_MAX } from './long-texts.ts'

/** A statement ends in time, whatever has gathered. */
const STAMPED_AT_ONCE = 5000

/** Events get two numbers: one in the whole log, for services, and one in their workspace, for people. What the
 *  previous release stamped has the first one only. */
const stamping: Stamping = {
  unstamped: 'select 1 from "Event" where place is null limit 1',
  stamp: `
    with fresh as materialized (
      select id, seq, "workspaceId" from "Event" where place is null order by seq nulls last, id limit ${STAMPED_AT_ONCE}),
    ends as materialized (
      select w."workspaceId", (select coalesce(max(e.place), 0) from "Event" e where e."workspaceId" = w."workspaceId") as place
        from (select distinct "workspaceId" from fresh) w)
    update "Event" set seq = numbered.seq, place = numbered.place
      from (select id,
                   coalesce(seq, (select coalesce(max(seq), 0) from "Event")
                     + row_number() over (partition by seq is null order by id)) as seq,
                   ends.place + row_number() over (partition by "workspaceId" order by seq nulls last, id) as place
              from fresh join ends using ("workspaceId")) numbered
     where "Event".id = numbered.id`,
}

/** SQL: whether there are events without their numbers, which nobody is shown yet. */
export const isUnstamped = 'exists (select from "Event" where place is null)'

/** For streams, which are told of what is missing later: they go on while somebody else stamps. */
export const stampLog = (pool: Pool) => stampFeed(pool, { ...stamping, isPassing: true })

/** For services that catch up and for people: what was committed before the call has its numbers after it. */
export const stampWholeLog = (pool: Pool) => stampFeed(pool, stamping)

const cut = (value: string) =>
  `case when jsonb_typeof(${value}) = 'string' then to_jsonb(left(${value} #>> '{}', ${EXCERPT_MAX})) else ${value} end`

/** The changes of an event `e` as they are shown, in SQL: bounded, and without the text of a comment. Releases before
 *  this one wrote both as they were. */
export const shownChanges = `case
  when e.type like 'comment.%' then e.changes - 'text'
  when octet_length(e.changes::text) > 4 * ${EXCERPT_MAX} then (
    select jsonb_object_agg(key, jsonb_build_array(${cut('value->0')}, ${cut('value->1')})) from jsonb_each(e.changes))
  else e.changes end`

/** The same for a reader of the project that a task has come to: of what it had in one that they do not see, the key
 *  alone is told. Guests are not told by which team somebody is in a project. */
export const shownChangesTo = (reader: string) => `case
  when e.type = 'task.moved_in' and not exists (
    select from "ProjectAccess" a where a."projectId"::text = e.changes->'projectId'->>0 and a."userId" = ${reader} and a.role >= 'viewer')
  then (select jsonb_object_agg(key, case when key = 'key' then value else jsonb_set(value, '{0}', 'null') end) from jsonb_each(e.changes))
  when e.type like 'project_member.%' and jsonb_exists(e.changes, 'teamId') and ${teamsShownSql(reader)} is not true
  then e.changes - 'teamId'
  else ${shownChanges} end`

/** SQL: the task `t` of an event `e` as its reader may see it, who sees the project of the event: `title` and `key`. It may be in
 *  another project by now, or be deleted for good. */
export const taskJoin = (reader: string) => `
  left join lateral (
    select n.title, o.key || '-' || n.number as key from "Task" n join "Project" o on o.id = n."projectId"
     where n.id = e."taskId" and (n."projectId" = e."projectId" or exists (
       select from "ProjectAccess" a where a."projectId" = n."projectId" and a."userId" = ${reader} and a.role >= 'viewer'))) t on true`

/** SQL: what the changes of an event `e` name by id and its reader sees: the task that it is or was part of, and by the id of a
 *  relation the other task, with the side on which it stands. */
export const namedIn = (reader: string) => `case
  when e.type like 'relation.%' or jsonb_exists(e.changes, 'parentId')
  then event_names(e.type, e.changes, e."taskId", ${reader}) end`

/** What it names, as it travels. */
export const named = z.record(
  z.string(),
  z.object({ key: z.string(), side: z.enum(['in', 'out']).nullable() }),
)
export type Named = z.infer<typeof named>

/** SQL: its key; the log keeps the one that it had in the project of the event. */
export const loggedKey = `coalesce(t.key, (
  select c.changes->'key'->>1 from "Event" c
   where c."taskId" = e."taskId" and c."projectId" = e."projectId" and c.type in ('task.created', 'task.moved_in') limit 1))`

/** The newest event of a workspace, in SQL: where a live stream of what follows this answer begins. */
export const newestPlace = (workspaceId: string) =>
  `(select coalesce(max(e.place), 0) from "Event" e where e."workspaceId" = ${workspaceId})`
