import type pg from 'pg'

/** 20 workspaces of ten people and ten projects of 250 tasks each (P0 … P199); one project of 1,000 tasks and one of
 *  `LARGE_TASKS`, each with ten people; one with 500 people for live streams. */
type Shape = 'spread' | 'small' | 'large' | 'live'

/** Tasks of the large project. `BENCH_LARGE_TASKS=1000000 npm run bench P13` looks further than the goals do. */
export const LARGE_TASKS = Number(process.env.BENCH_LARGE_TASKS ?? 100_000)

export interface Place {
  readonly userId: string
  readonly workspaceId: string
  readonly projectId: string
  readonly taskId: string
  /** The project's unstarted status, and its started one. */
  readonly statusId: string
  readonly startedId: string
}

/** A UUID from a kind and a number, so that every run and every database makes the same rows. */
const uuid = (kind: string, n: string) =>
  `overlay(overlay(md5('${kind}' || ${n}) placing '4' from 13) placing '8' from 17)::uuid`
const hash = (column: string) => `abs(hashtext('${column}' || p || '-' || n))`

/** What all three databases are filled from. Columns come from a hash of row and column: with plain remainders a filter
 *  on two of them would find nothing. As many tasks are assigned in the large project as in the small one, and as many
 *  titles hold the word that is searched: what grows is the project alone. */
const made = `
  create temp table person as
    select ${uuid('u', 'u')} as id, ${uuid('w', 'least(u / 10, 22)')} as workspace from generate_series(0, 719) u;
  create temp table project as
    select p, ${uuid('p', 'p')} as id, ${uuid('w', 'w')} as workspace, w, key, tasks
      from (select p, p % 20 as w, 'P' || p as key, 250 as tasks from generate_series(0, 199) p
            union all values (200, 20, 'SMALL', 1000), (201, 21, 'LARGE', ${LARGE_TASKS}), (202, 22, 'LIVE', 100)) listed;
  create temp table status as
    select ${uuid('s', "p || '-' || s")} as id, project.id as project, 'Status ' || s as name, s as rank,
           (array['backlog','unstarted','started','completed','cancelled'])[s + 1] as "group"
      from project, generate_series(0, 4) s;
  create temp table task as
    select row_number() over (order by p, n) as seq, row_number() over (partition by w order by p, n) as place,
           ${uuid('t', "p || '-' || n")} as id, project.id as project, workspace, n as number, key || '-' || n as key,
           'Task ' || n || ' ' || left(md5('title' || p || '-' || n), 16) || case when n % (tasks / 10) = 1 then ' zebra' else '' end as title,
           ${uuid('s', `p || '-' || (${hash('status')} % 5)`)} as status,
           (array['none','low','medium','high','urgent'])[${hash('priority')} % 5 + 1] as priority,
           case when ${hash('due')} % 3 = 0 then to_char(date '2026-01-01' + ${hash('day')} % 365, 'YYYY-MM-DD') end as due,
           case when ${hash('assigned')} % greatest(tasks / 500, 2) = 0
                then array[${uuid('u', `w * 10 + ${hash('who')} % 10`)}] else array[]::uuid[] end as assignees,
           date_trunc('day', now()) - ${hash('age')} % 200 * interval '1 day' as created
      from project, generate_series(1, tasks) n;
  insert into "Workspace" (id) select distinct workspace from project;
  insert into "Member" ("workspaceId", "userId", role) select workspace, id, 'member' from person;`

const first = `${uuid('u', '0')}`

/** Indexes are made when the rows are there, and rows that are right by themselves are not checked one by one. */
async function filled(db: pg.ClientBase, statements: string) {
  const { rows } = await db.query<{ name: string; definition: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
      from pg_index join pg_class on pg_class.oid = indrelid
     where relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_constraint where conindid = indexrelid)`)
  await db.query(`set session_replication_role = replica; set synchronous_commit = off;
    set work_mem = '64MB'; set maintenance_work_mem = '256MB'`)
  await db.query(rows.map(({ name }) => `drop index ${name}`).join(';'))
  await db.query(`${made} ${statements}`)
  for (const { definition } of rows) await db.query(definition)
}

export const fillTasks = (db: pg.ClientBase) =>
  filled(
    db,
    `
    insert into "Project" (id, "workspaceId", key, name, "lastNumber", "createdBy")
      select id, workspace, key, 'Project ' || key, tasks, ${first} from project;
    insert into "Status" (id, "projectId", name, "group", rank) select id, project, name, "group", rank from status;
    insert into "Task" (id, "projectId", number, title, "statusId", priority, "dueDate", rank, "createdBy", "assigneeIds",
                        "labelIds", "createdAt")
      select id, project, number, title, status, priority, due, rank_of(number), ${first}, assignees, '{}', created from task;
    insert into "Event" (seq, place, "workspaceId", "projectId", "taskId", "actorId", "actionId", type, at, changes)
      select seq, place, workspace, project, id, ${first}, id, 'task.created', created, jsonb_build_object(
             'key', jsonb_build_array(null, key), 'title', jsonb_build_array(null, title),
             'statusId', jsonb_build_array(null, status), 'priority', jsonb_build_array(null, priority),
             'dueDate', jsonb_build_array(null, due), 'assigneeIds', jsonb_build_array(null, to_jsonb(assignees)))
        from task;
    create schema anchor;
    create table anchor."Task" (like public."Task" including all,
      foreign key ("projectId") references "Project" (id), foreign key ("statusId") references "Status" (id));
    create table anchor."Event" (like public."Event" including all);`,
  )

/** The log is taken for read: following it event by event would last longer than the benchmark. */
const read = `insert into "Cursor" (feed, seq) select 'tasks', max(seq) from task`

export const fillAnalytics = (db: pg.ClientBase) =>
  filled(
    db,
    `
    insert into "Project" (id, "workspaceId", visibility) select id, workspace, 'open' from project;
    insert into "Status" (id, "projectId", name, "group", rank) select id, project, name, "group", rank from status;
    insert into "TaskFact" (id, "projectId", key, title, "statusId", "dueDate", "createdAt", "startedAt", "completedAt")
      select t.id, t.project, key, title, t.status, due, created,
             case when "group" in ('started', 'completed') then least(now(), created + interval '1 day') end,
             case when "group" = 'completed' then least(now(), created + number % 90 * interval '3 hours') end
        from task t join status s on s.id = t.status;
    select recount_tasks();
    ${read}`,
  )

export const fillFiles = (db: pg.ClientBase) =>
  filled(
    db,
    `
    insert into "Project" (id, "workspaceId", visibility, archived) select id, workspace, 'open', false from project;
    insert into "TaskRef" (id, "projectId") select id, project from task;
    ${read}`,
  )

const keys = {
  spread: "p.key like 'P%'",
  small: "p.key = 'SMALL'",
  large: "p.key = 'LARGE'",
  live: "p.key = 'LIVE'",
} satisfies Record<Shape, string>

/** Who may see which project, in a fixed order that looks random; each with a task of their own. */
export async function placesOf(db: pg.ClientBase, shape: Shape) {
  const { rows } = await db.query<Place>(
    `with place as (
       select m."userId", p."workspaceId", p.id as "projectId",
              row_number() over (partition by p.id order by m."userId") as number
         from "Member" m join "Project" p on p."workspaceId" = m."workspaceId" where ${keys[shape]})
     select place.*, t.id as "taskId", s.id as "statusId", started.id as "startedId"
       from place
       join "Task" t on t."projectId" = place."projectId" and t.number = (place.number - 1) % 100 + 1
       join "Status" s on s."projectId" = place."projectId" and s."group" = 'unstarted'
       join "Status" started on started."projectId" = place."projectId" and started."group" = 'started'
      order by md5(place."userId"::text || place."projectId"::text)`,
  )
  return rows
}
