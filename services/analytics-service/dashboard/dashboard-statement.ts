import { isoSql } from '../../chassis/database.ts'
import { POINTS_MAX, STATUSES_MAX } from '../contract.ts'
import { visibleProjects } from './access.ts'

/** Parameters: user, workspace, project or null (all but the archived ones), days of the period as `YYYY-MM-DD`, where
 *  they begin with the end of the last. One row with one JSON document, in one snapshot, so that the panels of a page
 *  agree with each other. Days are counted from 1. `percentile_disc` is the nearest rank. */
export const dashboardStatement = `
with visible as (${visibleProjects}),
task as (
  select t.*, s."group"::"Group", s.name as status,
         width_bucket(t."createdAt", $5::timestamptz[]) as "createdOn",
         width_bucket(t."completedAt", $5::timestamptz[]) as "completedOn"
    from "TaskFact" t
    join visible p on p.id = t."projectId"
    join "Status" s on s.id = t."statusId"
   where t."trashedAt" is null and case when $3::uuid is null then not p.archived else p.id = $3 end
),
day as (
  select nth, date from unnest($4::text[]) with ordinality listed(date, nth)
),
period as (
  select count(*) as days, max(date) as today from day
),
created as (select "createdOn" as nth, count(*) from task group by 1),
completed as (select "completedOn" as nth, count(*) from task where "completedAt" is not null group by 1),
point as (
  select key, title, "completedAt",
         (extract(epoch from "completedAt" - "startedAt") * 1000)::float8 / 3600000 as hours
    from task, period
   where "completedAt" is not null and "startedAt" is not null and "completedOn" between 1 and days
),
open as (
  select * from task where "group" < 'completed'
)
select json_build_object(
  'visible', case when $3::uuid is null
                  then exists (select from "Member" where "userId" = $1 and "workspaceId" = $2)
                  else exists (select from visible where id = $3) end,
  'perDay', (
    select json_agg(json_build_object(
             'date', date,
             'created', coalesce(created.count, 0),
             'completed', coalesce(completed.count, 0)) order by date)
      from day left join created using (nth) left join completed using (nth)),
  'openByStatus', (
    select coalesce(json_agg(json_build_object('name', status, 'group', "group", 'count', count)
             order by "group", rank, status), '[]')
      from (select o.status, o."group", min(s.rank) as rank, count(*)
              from open o join "Status" s on s.id = o."statusId" group by 1, 2
             order by count(*) desc limit ${STATUSES_MAX}) sums),
  'totals', (
    select json_build_object(
             'open', (select count(*) from open),
             'overdue', (select count(*) from open where "dueDate" < today),
             'created', (select count(*) from task where "createdOn" between 1 and days),
             'completed', (select count(*) from task where "completedOn" between 1 and days))
      from period),
  'cycleTime', (
    select json_build_object(
             'count', count(*),
             'p50Hours', percentile_disc(0.5) within group (order by hours),
             'p85Hours', percentile_disc(0.85) within group (order by hours),
             'points', (
               select coalesce(json_agg(json_build_object(
                        'key', key, 'title', title, 'hours', hours,
                        'completedAt', ${isoSql('"completedAt"')})
                        order by "completedAt", key), '[]')
                 from (select * from point order by "completedAt" desc, key desc limit ${POINTS_MAX}) newest))
      from point)
) as dashboard`
