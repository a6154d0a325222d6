import type pg from 'pg'

/** Of 20 other workspaces with 200 projects. Their events are the newest: whoever looks for those of a quiet workspace in the
 *  whole log passes them all. Most projects are small: whoever takes a project's size from that reads the large one whole. */
const OTHER_EVENTS = 20_000
const OTHER_TASKS = 900
const otherProject = `md5('project' || n % 200)::uuid`

interface Place extends Record<'workspaceId' | 'projectId' | 'taskId' | 'userId', string> {
  /** Without the time limits of a service. */
  readonly db: pg.ClientBase
}

/** Tasks, events and comments with the numbers `from` to `count`; one in ten is part of another one, one in 50 of the first 1,000 is the
 *  person's, one in 80 waits for another one. Each column that filters combine comes from a hash of its own: remainders would go
 *  together, and a filter on two of them find nothing. */
export async function grow(place: Place, from: number, count: number) {
  const { db, workspaceId, projectId, taskId, userId } = place
  // Indexes are made when the rows are there, and rows that are right by themselves are not checked one by one.
  const { rows: indexes } = await db.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
       from pg_index where indrelid in ('"Task"'::regclass, '"Event"'::regclass, '"Comment"'::regclass) and not indisprimary`,
  )
  await db.query(`set session_replication_role = replica; set maintenance_work_mem = '128MB'`)
  await db.query(indexes.map(({ name }) => `drop index ${name}`).join(';'))
  const title = `'Task ' || n || ' ' || left(md5(n::text), 12)`
  await db.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy", "dueDate", "parentId", "firstBlockedAt")
     select md5('task' || n)::uuid, $1::uuid, n, ${title},
            (array(select id from "Status" where "projectId" = $1 order by rank))[1 + abs(hashtext('status' || n)) % 6],
            'f' || lpad(n::text, 6, '0'), array[case when n <= 1000 and abs(hashtext('who' || n)) % 50 = 0 then $2 else gen_random_uuid() end],
            '{}'::uuid[], $2, case when abs(hashtext('due' || n)) % 2 = 0 then '2026-11-' || 10 + abs(hashtext('day' || n)) % 20 end,
            case when n < 10 then $5::uuid when n % 10 = 0 then md5('task' || n - 1)::uuid end,
            case when n % 80 = 0 then now() end
       from generate_series($3::int, $4::int) n
     union all
     select gen_random_uuid(), ${otherProject}, n, ${title}, gen_random_uuid(), 'f' || n, array[gen_random_uuid()], '{}'::uuid[], $2, null, null, null
       from generate_series($3::int, $3::int + ${OTHER_TASKS}) n`,
    [projectId, userId, from, count, taskId],
  )
  await logged(
    db,
    `select $1::uuid, $2::uuid, id, case when number % 50 = 0 then $5::uuid end
       from "Task" where "projectId" = $2 and number between $3 and $4`,
    [workspaceId, projectId, from, count, userId],
  )
  await db.query(
    `insert into "Comment" (id, "taskId", "authorId", text)
     select gen_random_uuid(), id, case when number % 1000 = 0 then $1 else gen_random_uuid() end, 'Comment' from "Task" where number between $2 and $3 and number % 10 = 0`,
    [userId, from, count],
  )
  await db.query(
    `insert into "Relation" (id, kind, "fromId", "toId", "createdBy")
     select gen_random_uuid(), 'blocks', md5('task' || n - 1)::uuid, md5('task' || n)::uuid, $1
       from generate_series($2::int, $3::int) n where n % 80 = 0`,
    [userId, from, count],
  )
  await logged(
    db,
    `select md5('workspace' || n % 20)::uuid, ${otherProject}, gen_random_uuid(), null::uuid from generate_series(1, $1::int) n`,
    [OTHER_EVENTS],
  )
  for (const { definition } of indexes) await db.query(definition)
  for (const table of ['Task', 'Event', 'Comment', 'Relation', 'Status', 'Project', 'Member'])
    await db.query(`vacuum analyze "${table}"`)
}

/** Events of workspace, project, task and person, with their places in the log. */
const logged = (db: pg.ClientBase, places: string, values: unknown[]) =>
  db.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes, seq, place)
     select of.*, gen_random_uuid(), 'task.updated', '{}', ${next}, ${next}
       from (${places}) of ("workspaceId", "projectId", "taskId", "actorId")`,
    values,
  )

const next = '(select coalesce(max(seq), 0) from "Event") + row_number() over ()'
