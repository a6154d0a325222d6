import { visibleProjects } from './access.ts'

/** Parameters: user, workspace, project or null (all but the archived ones), days,
 *  time zone, now. One row with one JSON document, in one snapshot, so
 *  that the panels of a page agree with each other. `percentile_disc` is the nearest rank. */
export const dashboardStatement = `
with visible as (${visibleProjects}),
task as (
  select t.*, s."group", s.name as status,
         (t."createdAt" at time zone $5)::date as "createdOn",
         (t."completedAt" at time zone $5)::date as "completedOn"
    from "TaskFact" t
    join visible p on p.id = t."projectId"
    join "Status" s on s.id = t."statusId"
   where t."trashedAt" is null and case when $3::uuid is null then not p.archived else p.id = $3 end
),
period as (
  select today, (today - ($4::int - 1)) as since
    from (select ($6::timestamptz at time zone $5)::date as today) clock
),
day as (
  select generate_series(since, today, interval '1 day')::date as date from period
),
created as (select "createdOn" as date, count(*) from task group by 1),
completed as (select "completedOn" as date, count(*) from task where "completedAt" is not null group by 1),
point as (
  select key, title, "completedAt",
         (extract(epoch from "completedAt" - "startedAt") * 1000)::float8 / 3600000 as hours
    from task, period
   where "completedAt" is not null and "startedAt" is not null and "completedOn" between since and today
),
open as (
  select * from task where "group" not in ('completed', 'cancelled')
)
select json_build_object(
  'visible', case when $3::uuid is null
                  then exists (select from "Member" where "userId" = $1 and "workspaceId" = $2)
                  else exists (select from visible where id = $3) end,
  'perDay', (
    select json_agg(json_build_object(
             'date', to_char(date, 'YYYY-MM-DD'),
             'created', coalesce(created.count, 0),
             'completed', coalesce(completed.count, 0)) order by date)
      from day left join created using (date) left join completed using (date)),
  'openByStatus', (
    select coalesce(json_agg(json_build_object('name', status, 'group', "group", 'count', count)
             order by array_position(array['backlog', 'unstarted', 'started'], "group"), rank, status), '[]')
      from (select o.status, o."group", min(s.rank) as rank, count(*)
              from open o join "Status" s on s.id = o."statusId" group by 1, 2) sums),
  'totals', (
    select json_build_object(
             'open', (select count(*) from open),
             'overdue', (select count(*) from open where "dueDate" < to_char(today, 'YYYY-MM-DD')),
             'created', (select count(*) from task where "createdOn" between since and today),
             'completed', (select count(*) from task where "completedOn" between since and today))
      from period),
  'cycleTime', (
    select json_build_object(
             'count', count(*),
             'p50Hours', percentile_disc(0.5) within group (order by hours),
             'p85Hours', percentile_disc(0.85) within group (order by hours),
             'points', coalesce(json_agg(json_build_object(
               'key', key, 'title', title, 'hours', hours,
               'completedAt', to_char("completedAt" at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
               order by "completedAt", key), '[]'))
      from point)
) as dashboard`
