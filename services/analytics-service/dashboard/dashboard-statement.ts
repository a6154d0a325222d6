import { isoSql } from '../../chassis/database.ts'
import { PERCENTILE_MIN_POINTS, POINTS_MAX, STATUSES_MAX } from '../contract.ts'
import { visibleProjects } from './access.ts'

const from = '($5::timestamptz[])[1]'
const to = '($5::timestamptz[])[cardinality($5::timestamptz[])]'

/** Tasks of project `c` that were finished in the period; in the words of the index that has them. */
const finished = `"TaskFact" t
     where t."projectId" = c.id and t."trashedAt" is null and t."startedAt" is not null
       and t."completedAt" >= ${from} and t."completedAt" < ${to}`

/** Not by `extract`, whose decimal numbers take most of the time that a report needs. */
const seconds = `date_part('epoch', t."completedAt" - t."startedAt")`

/** Parameters: user, workspace, project or null (all but the archived ones), days of the period as `YYYY-MM-DD`, where
 *  they begin with the end of the last: at a quarter of an hour, and as JSON what the figures are as of. One row: whether the
 *  place is there for the user, and one JSON document, in one snapshot, so that the panels of a page agree with each
 *  other. Days are counted from 1. Tasks are counted in "StatusCount" and "QuarterCount"; only those that were finished in
 *  the period are looked at. `percentile_disc` is the nearest rank. */
export const dashboardStatement = `
with visible as (${visibleProjects}),
chosen as (
  select id from visible where case when $3::uuid is null then not archived else id = $3 end
),
day as (
  select nth, date from unnest($4::text[]) with ordinality listed(date, nth)
),
counted as (
  select width_bucket(q.at, $5::timestamptz[]) as nth, sum(q.created) as created, sum(q.completed) as completed
    from chosen c join "QuarterCount" q on q."projectId" = c.id and q.at >= ${from} and q.at < ${to}
   group by 1
),
open as (
  select s.name, s."group"::"Group", s.rank, k.tasks, k.overdue
    from chosen c
    join "Status" s on s."projectId" = c.id and s."group"::"Group" < 'completed'
    cross join lateral (
      select sum(tasks) as tasks,
             sum(tasks) filter (where "dueDate" <> '' and "dueDate" < (select max(date) from day)) as overdue
        from "StatusCount" where "projectId" = c.id and "statusId" = s.id) k
   where k.tasks > 0
),
cycle as (
  select count(*), percentile_disc(array[0.5, 0.85]) within group (order by t.seconds) as seconds
    from chosen c cross join lateral (select ${seconds} as seconds from ${finished}) t
),
point as (
  select t.*
    from chosen c cross join lateral (
      select t.key, t.title, t."completedAt", ${seconds} as seconds from ${finished}
       order by t."completedAt" desc, t.key desc limit ${POINTS_MAX}) t
   order by t."completedAt" desc, t.key desc limit ${POINTS_MAX}
)
select
  case when $3::uuid is null
       then exists (select from "Member" where "userId" = $1 and "workspaceId" = $2 and "suspendedAt" is null)
       else exists (select from visible where id = $3) end as visible,
  json_build_object(
    'asOf', $6::json,
    'perDay', (
      select json_agg(json_build_object(
               'date', date,
               'created', coalesce(counted.created, 0),
               'completed', coalesce(counted.completed, 0)) order by date)
        from day left join counted using (nth)),
    'openByStatus', (
      select coalesce(json_agg(json_build_object('name', name, 'group', "group", 'count', count)
               order by "group", rank, name), '[]')
        from (select name, "group", min(rank) as rank, sum(tasks) as count
                from open group by 1, 2
               order by count desc limit ${STATUSES_MAX}) sums),
    'totals', json_build_object(
      'open', (select coalesce(sum(tasks), 0) from open),
      'overdue', (select coalesce(sum(overdue), 0) from open),
      'created', (select coalesce(sum(created), 0) from counted),
      'completed', (select coalesce(sum(completed), 0) from counted)),
    'cycleTime', (
      select json_build_object(
               'count', count,
               'p50Hours', case when count >= ${PERCENTILE_MIN_POINTS} then ${hours('seconds[1]')} end,
               'p85Hours', case when count >= ${PERCENTILE_MIN_POINTS} then ${hours('seconds[2]')} end,
               'points', (
                 select coalesce(json_agg(shown), '[]')
                   from (select key, title, ${hours('seconds')} as hours, ${isoSql('"completedAt"')} as "completedAt"
                           from point order by point."completedAt", key) shown))
        from cycle))::text as answer`

/** Hours of seconds, to the millisecond. */
function hours(seconds: string) {
  return `round(${seconds} * 1000) / 3600000`
}
