import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import { pollUntil } from './chassis/poll-until.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { clientOf } from './testing/postgres.ts'

let system: System
let databases: pg.Client[]
let bob: Person
let his: string[]
beforeAll(async () => {
  // No grace: what is closed goes at once.
  system = await startSystem({ user: { WORKSPACE_GRACE_DAYS: '0' } })
  databases = system.databases.map((env) => clientOf(env, env.DATABASE_NAME))
  for (const database of databases) await database.connect()
  bob = await system.person('Bob')
  his = await filled(bob)
})
afterAll(async () => {
  for (const database of databases ?? []) await database.end()
  await system?.close()
})

/** A project with a label, a task, a comment and a file; the ids of all of it. */
async function filled({ workspaceId, trpc, request }: Person) {
  const project = await trpc.task.projects.create.mutate({ workspaceId, key: 'GONE', name: 'Gone' })
  const { id: projectId } = project
  const label = await trpc.task.labels.create.mutate({ projectId, name: 'label', color: 'red' })
  const view = await trpc.task.views.create.mutate({
    ...{ projectId, name: 'A view', kind: 'list', scope: 'private', q: 'label:label' },
  })
  const webhook = await trpc.task.webhooks.create.mutate({
    ...{ projectId, url: 'https://localhost.example.com/', types: ['label.deleted'] },
  })
  await trpc.task.webhooks.test.mutate({ projectId, id: webhook.id })
  const task = await trpc.task.tasks.create.mutate({
    ...{ projectId, title: 'A secret', labelIds: [label.id], idempotencyKey: `key-${projectId}` },
  })
  const taskId = task.id
  const comment = await trpc.task.comments.create.mutate({ taskId, text: 'Said in confidence' })
  await trpc.task.comments.create.mutate({ taskId, text: 'Between us', isInternal: true })
  await trpc.task.tasks.close.mutate({ id: taskId, version: task.version })
  const body = Buffer.from('bytes')
  const about = { projectId, name: 'secret.txt', sizeBytes: body.length }
  const upload = await pollUntil(() =>
    trpc.file.uploads.create.mutate({ ...about, taskId }).catch(() => undefined),
  )
  if (!upload) throw new Error('the upload was not announced')
  await request(upload.url, { method: 'PUT', body })
  // Told without waiting for it: no event of theirs shall come after what the tests do.
  await pollUntil(async () => {
    const { items } = await trpc.task.activity.list.query({ workspaceId, taskId })
    return items.some(({ type }) => type === 'file.ready')
  })
  await pollUntil(async () => {
    const asked = { workspaceId, days: 7, timeZone: 'Asia/Seoul' } as const
    return (await trpc.analytics.dashboard.get.query(asked)).totals.completed === 1
  })
  const statusIds = project.statuses.map(({ id }) => id)
  return [
    workspaceId,
    projectId,
    taskId,
    label.id,
    view.id,
    webhook.id,
    comment.id,
    upload.id,
    ...statusIds,
  ]
}

/** An event of somebody else: others have news to read, and the newest of all, which stays, is no longer of who leaves. */
const somethingNew = (name: string) =>
  bob.trpc.task.labels.create.mutate({ projectId: his[1] ?? '', name, color: 'red' })

/** How many rows of each table name one of the ids, in whatever column. The event that says that a workspace was deleted
 *  is left out: it has to stay. */
async function rowsOf(ids: string[]) {
  const counts: Record<string, number> = {}
  for (const [nth, database] of databases.entries()) {
    const { rows: tables } = await database.query<{ name: string; columns: string[] }>(
      `select c.table_name as name, array_agg(c.column_name::text) as columns
         from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('uuid', 'jsonb')
          and (t.table_name <> 'Event' or c.data_type = 'uuid')
        group by 1`,
    )
    for (const { name, columns } of tables) {
      const named = columns.map((column) => `"${column}"::text ~ $1`).join(' or ')
      const kept = name === 'Event' ? ` and type <> 'workspace.deleted'` : ''
      const { rows } = await database.query<{ count: number }>(
        `select count(*)::int as count from "${name}" where (${named})${kept}`,
        [ids.join('|')],
      )
      const count = rows[0]?.count ?? 0
      if (count > 0) counts[`${nth} ${name}`] = count
    }
  }
  return counts
}

/** A task is not deleted while it has comments: they would all go with it at once. */
const refuseCascades = `
  create function refuse_cascade() returns trigger language plpgsql as $$
  begin
    if exists (select from "Comment" where old.id in ("taskId", "internalTaskId")) then raise 'it has comments'; end if;
    return old;
  end $$;
  create trigger no_cascade before delete on "Task" for each row execute function refuse_cascade()`

test('what belonged to a deleted workspace is unreadable at once and gone soon, rows and bytes; others keep theirs', async () => {
  const alice = await system.person('Alice')
  const hers = await filled(alice)
  const [before, stored] = [await rowsOf(his), await readdir(system.filesFolder)]
  expect(Object.keys(await rowsOf(hers)).length).toBeGreaterThan(12)

  const [, tasks] = databases
  await tasks?.query(refuseCascades)
  const { workspaceId, trpc } = alice
  await trpc.user.workspaces.close.mutate({ id: workspaceId, name: 'Alice' })
  await pollUntil(() =>
    trpc.task.projects.list.query({ workspaceId }).then(
      () => false,
      (error) => error.data?.code === 'NOT_FOUND',
    ),
  )
  await pollUntil(async () => Object.keys(await rowsOf(hers)).length === 0)
  expect(await rowsOf(his)).toEqual(before)
  expect(await readdir(system.filesFolder)).toHaveLength(stored.length - 1)

  const { rows } =
    (await tasks?.query('select 1 from "Event" where "workspaceId" = $1', [workspaceId])) ?? {}
  expect(rows).toHaveLength(1)
})

test('a follower that stopped in the midst of what was purged goes on, without beginning anew', async () => {
  const [, tasks, figures] = databases
  const last = await tasks?.query<{ seq: number }>(
    `select seq::int from "Event" where type = 'workspace.deleted'`,
  )
  const before = (last?.rows[0]?.seq ?? 0) - 1
  expect((await tasks?.query('select from "Event" where seq = $1', [before]))?.rowCount).toBe(0)
  await figures?.query(`update "Cursor" set seq = $1, mark = 'of an event that was purged'`, [
    before,
  ])
  await somethingNew('next')
  await pollUntil(async () => {
    const cursor = await figures?.query<{ seq: number }>('select seq::int from "Cursor"')
    return (cursor?.rows[0]?.seq ?? 0) > before + 1
  })
  const metrics = await fetch(`http://127.0.0.1:${system.analytics.metricsPort}/metrics`)
  expect(await metrics.text()).toMatch(/feed_restarts_total\S* 0/)
})

test('a purge that died goes on with what is left', async () => {
  const [, tasks] = databases
  const carol = await system.person('Carol')
  const hers = await filled(carol)
  await tasks?.query('delete from "Comment" where id = any($1::uuid[])', [hers])
  await tasks?.query('insert into "DeletedWorkspace" values ($1)', [carol.workspaceId])
  await somethingNew('after that')
  const left = async () =>
    Object.entries(await rowsOf(hers)).filter(([name]) => name.startsWith('1 '))
  await pollUntil(left, { isEnough: (rows) => rows.length === 0 })
})
