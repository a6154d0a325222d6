import type pg from 'pg'

export interface Scale {
  readonly tasks: number
  readonly users: number
  readonly projects: number
}

export interface Pair {
  readonly userId: string
  readonly workspaceId: string
  readonly projectId: string
  readonly statusId: string
}

/** A UUID from a number and a kind, so that every run makes the same rows. */
const uuid = (kind: string, n: string) =>
  `overlay(overlay(md5('${kind}' || ${n}) placing '4' from 13) placing '8' from 17)::uuid`

/** Fills the task database: workspaces of ten users and ten projects, tasks spread evenly. Columns come from a hash of
 *  row and column: with plain remainders a filter on two of them would find nothing. */
export async function fill(db: pg.ClientBase, { tasks, users, projects }: Scale) {
  const workspaces = users / 10
  await db.query(`
    insert into "Workspace" (id) select ${uuid('w', 'w')} from generate_series(0, ${workspaces - 1}) w;
    insert into "Member" ("workspaceId", "userId", role)
      select ${uuid('w', 'u / 10')}, ${uuid('u', 'u')}, 'member' from generate_series(0, ${users - 1}) u;
    insert into "Project" (id, "workspaceId", key, name, "lastNumber", "createdBy")
      select ${uuid('p', 'p')}, ${uuid('w', `p % ${workspaces}`)}, 'P' || p, 'Project ' || p, ${tasks}, ${uuid('u', '0')}
        from generate_series(0, ${projects - 1}) p;
    insert into "Status" (id, "projectId", name, "group", rank)
      select ${uuid('s', "p || '-' || s")}, ${uuid('p', 'p')}, 'Status ' || s,
             (array['backlog','unstarted','started','completed','cancelled'])[s + 1], s
        from generate_series(0, ${projects - 1}) p, generate_series(0, 4) s;
    insert into "Task" (id, "projectId", number, title, "statusId", priority, "dueDate", rank, "createdBy", "assigneeIds", "labelIds")
      select ${uuid('t', 't')}, ${uuid('p', `t % ${projects}`)}, t / ${projects} + 1,
             'Task ' || t || ' ' || md5('title' || t),
             ${uuid('s', `(t % ${projects}) || '-' || (abs(hashtext('status' || t)) % 5)`)},
             (array['none','low','medium','high','urgent'])[abs(hashtext('priority' || t)) % 5 + 1],
             case when abs(hashtext('due' || t)) % 3 = 0
                  then to_char(date '2026-01-01' + abs(hashtext('day' || t)) % 365, 'YYYY-MM-DD') end,
             rank_of(t / ${projects} + 1), ${uuid('u', '0')},
             case when abs(hashtext('assigned' || t)) % 2 = 0
                  then array[${uuid('u', `((t % ${projects}) % ${workspaces}) * 10 + abs(hashtext('who' || t)) % 10`)}]
                  else '{}' end, '{}'
        from generate_series(0, ${tasks - 1}) t;`)
  await db.query('vacuum analyze')
}

/** Who may see which project, `count` of them in a fixed order. */
export async function pairs(db: pg.ClientBase, count: number): Promise<Pair[]> {
  const { rows } = await db.query<Pair>(
    `select m."userId" as "userId", p."workspaceId" as "workspaceId", p.id as "projectId", s.id as "statusId"
       from "Member" m join "Project" p on p."workspaceId" = m."workspaceId"
       join "Status" s on s."projectId" = p.id and s."group" = 'unstarted'
      order by md5(m."userId"::text || p.id::text) limit $1`,
    [count],
  )
  return rows
}
